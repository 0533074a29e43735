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
