import { readFileSync, statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { LANGS, VIEWS, breaches, expect, settled, test, type Lang } from '../desk.js';

const file = (lang: Lang): string => `${process.env.REPORTS}/report-${lang}.html`;
const MB = 1024 * 1024;

test('the report is one file of less than 3 MB beside its data', () => {
  const page = readFileSync(file('en'), 'utf8');
  const data = /<script type="application\/json" id="riwaya-data">([^]*?)<\/script>/.exec(page)?.[1] ?? '';
  expect(JSON.parse(data)).toHaveProperty('overview');
  expect(statSync(file('en')).size - Buffer.byteLength(data)).toBeLessThan(3 * MB);
  expect(page).not.toMatch(/(src|href)="(https?:)?\/\//);
});

for (const lang of LANGS) {
  test.describe(lang, () => {
    test.use({ offline: true });
    const address = pathToFileURL(file(lang)).href;

    for (const view of VIEWS.filter((v) => v !== 'review')) {
      test(`${view} opens from the file with no network`, async ({ page }) => {
        await page.goto(`${address}#/${view}`);
        await settled(page);
        await expect(page.locator('html')).toHaveAttribute('lang', lang);
        expect(await breaches(page)).toEqual([]);
      });
    }

    test('words are found in any spelling and behind what is joined before them', async ({ page }) => {
      await page.goto(`${address}#/search?q=${encodeURIComponent('هُدنه')}`);
      await settled(page);
      const marked = await page.evaluate(() =>
        [...(CSS.highlights.get('found') ?? [])].map((r) => String(r)),
      );
      expect(marked).toEqual(expect.arrayContaining(['الهدنة', 'بالهدنة']));
      expect(await breaches(page)).toEqual([]);
    });

    test('all of it prints: under its filter, in letters that can be read', async ({ page }) => {
      // As wide as A4 between the margins of `print.css`.
      await page.goto(`${address}#/overview?event=casualties&print=all`);
      await settled(page);
      await expect(page.locator('.chart > svg').first()).toBeAttached();
      await page.emulateMedia({ media: 'print' });
      await page.setViewportSize({ width: 688, height: 1000 });
      await expect(page.locator('.only-print')).toBeVisible();
      await expect(page.locator('main button:visible').filter({ hasText: /more|المزيد/ })).toHaveCount(0);
      const shrunk = await page.evaluate(() =>
        [...document.querySelectorAll<SVGSVGElement>(':is(.chart, .band, .network, .map) > svg')]
          .map((s) => s.getBoundingClientRect().width / s.viewBox.baseVal.width)
          .filter((by) => by > 0 && by < 0.9),
      );
      expect(shrunk, 'how much drawings are shrunk').toEqual([]);
      const cut = await page.evaluate(() =>
        [...document.querySelectorAll('.scrolled')].filter((e) => getComputedStyle(e).overflowX !== 'visible').length,
      );
      expect(cut, 'tables that are cut at the end of a page').toBe(0);
    });

    test('what a view has is on paper when the browser prints it', async ({ page }) => {
      const data = /<script type="application\/json" id="riwaya-data">([^]*?)<\/script>/.exec(
        readFileSync(file(lang), 'utf8'),
      )?.[1];
      type Holds = {
        tolls: { counts: number }[];
        truces: { positions: object[]; others: object[] }[];
        reports: { document: string; text: string; claims_whole: object[] }[];
      };
      const { tolls, truces, reports } = JSON.parse(data ?? '') as Holds;
      // The browser prints what is there when it has told of it, and waits for nothing.
      const printed = (what: string): Promise<number> =>
        page.evaluate((what) => {
          dispatchEvent(new Event('beforeprint'));
          const found = document.querySelectorAll(what).length;
          dispatchEvent(new Event('afterprint'));
          return found;
        }, what);
      const sum = (numbers: number[]): number => numbers.reduce((a, b) => a + b, 0);
      await page.goto(`${address}#/tolls`);
      await settled(page);
      expect(await printed('main tbody tr')).toBe(sum(tolls.map((t) => t.counts)));
      await page.goto(`${address}#/truces`);
      await settled(page);
      expect(await printed('main .state')).toBe(truces.length);
      expect(await printed('main .others article')).toBe(sum(truces.map((t) => t.others.length)));
      const [report] = reports.toSorted((a, b) => b.text.length - a.text.length);
      await page.goto(`${address}#/reports/${report?.document}`);
      await settled(page);
      expect(await printed('main li .body')).toBe(report?.claims_whole.length);
      await page.emulateMedia({ media: 'print' });
      const hidden = await page.locator('.text .box').evaluate((e) => [e.scrollHeight - e.clientHeight, innerHeight]);
      expect(hidden[0], 'pixels of the text that are cut').toBeLessThanOrEqual(1);
      await expect(page.locator('.text .report-text')).toHaveText(report?.text ?? '', { useInnerText: false });
    });

    test('the whole report prints, its texts too', async ({ page }) => {
      await page.addInitScript(() => {
        window.print = () => {
          const reports = document.querySelectorAll('main article > .report-text + ol').length;
          document.body.setAttribute('data-printed', `${reports} reports`);
        };
      });
      await page.goto(`${address}#/overview`);
      await settled(page);
      await page.getByRole('button', { name: lang === 'en' ? 'Print all' : 'طباعة الكل' }).click();
      await expect(page.locator('body')).toHaveAttribute('data-printed', '12 reports', { timeout: 30_000 });
      await expect(page).toHaveURL(/#\/overview$/);
    });

    test('it prints', async ({ page }) => {
      await page.goto(`${address}#/overview`);
      await settled(page);
      const pdf = await page.pdf({ format: 'A4', printBackground: true });
      const pages = pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g)?.length ?? 0;
      expect(pages).toBeGreaterThanOrEqual(1);
      await page.emulateMedia({ media: 'print' });
      await expect(page.locator('nav').first()).toBeHidden();
    });
  });
}
