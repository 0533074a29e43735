import { type Page } from '@playwright/test';
import { VIEWS, expect, test, watch } from '../desk.js';
import { serve, type Serving } from '../serving.js';

/**
 * A ledger of many reports. `tests/browser/run` makes one of some hundreds; with `RIWAYA_LARGE=FILE` it is that file, and
 * with `RIWAYA_STRICT=1` the times of the design are demanded, which only a machine with nothing else to do can keep.
 */
const { LARGE = '', RIWAYA_STRICT } = process.env;
const STRICT = RIWAYA_STRICT === '1';
const PAINT = STRICT ? 1_000 : 20_000;
const CHANGE = STRICT ? 150 : 10_000;
const FILTERS = ['event=casualties', 'stance=denies', 'from=2020-10-10&to=2020-10-20', 'confidence=0.8'];

let desk: Serving;
const measured: string[] = [];

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  desk = await serve(LARGE);
});
test.afterAll(async () => {
  console.log(`\n${measured.join('\n')}\n`);
  await desk.close();
});

/** Milliseconds from the page's beginning until it shows what was asked for. */
const painted = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const look = (): void => {
          const shown = document.querySelector('h1') && !document.querySelector('[aria-busy="true"], .wait');
          if (shown) requestAnimationFrame(() => resolve(performance.now()));
          else setTimeout(look, 4);
        };
        look();
      }),
  );

/** Milliseconds from a change of the filter until what it asks for is shown. */
const changed = (page: Page, hash: string): Promise<number> =>
  page.evaluate(
    (to) =>
      new Promise<number>((resolve) => {
        const begun = performance.now();
        let busy = false;
        const look = (): void => {
          const is = document.querySelector('[aria-busy="true"]') !== null;
          busy ||= is;
          // What is not busy by now had nothing to ask.
          if ((busy && !is) || (!busy && performance.now() - begun > 400)) {
            requestAnimationFrame(() => resolve(busy ? performance.now() - begun : 0));
          } else setTimeout(look, 2);
        };
        location.hash = to;
        setTimeout(look, 0);
      }),
    hash,
  );

for (const view of VIEWS) {
  test(`${view} of a large ledger`, async ({ browser, faults }) => {
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1440, height: 1000 } });
    const page = await context.newPage();
    await watch(page, faults, desk.address);
    await page.goto(`${desk.address}/#/${view}`, { waitUntil: 'commit' });
    const first = await painted(page);
    const times: number[] = [];
    for (const filter of FILTERS) times.push(await changed(page, `#/${view}?${filter}`));
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(over, 'pixels wider than the screen').toBeLessThanOrEqual(1);
    await expect(page.getByRole('alert')).toHaveCount(0);
    measured.push(`${view}: shown after ${first.toFixed(0)} ms, filters after ${times.map((t) => t.toFixed(0)).join(', ')} ms`);
    expect(first).toBeLessThan(PAINT);
    expect(Math.max(...times)).toBeLessThan(CHANGE);
    await context.close();
  });
}
