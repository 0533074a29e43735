import { type Page } from '@playwright/test';
import { VIEWS, expect, test, watch, type View } from '../desk.js';
import { serve, type Serving } from '../serving.js';

/**
 * A ledger of 200,000 reports, which `tests/browser/run` makes; with `RIWAYA_LARGE=FILE` it is that file, and with
 * `RIWAYA_STRICT=1` the times of the design are demanded, which only a machine with nothing else to do can keep.
 */
const { LARGE = '', RIWAYA_STRICT } = process.env;
const STRICT = RIWAYA_STRICT === '1';
const PAINT = STRICT ? 1_000 : 20_000;
const CHANGE = STRICT ? 150 : 10_000;
/**
 * Milliseconds for which nothing is asked, before a view is opened and before its filter is changed. Chromium begins a process for
 * each tab and one for the next, some 100 ms of a core each, of which none is the desk's: whoever opens it has the tab, and looks
 * at the view before changing its filter.
 */
const LOOK = 1_000;
const FILTERS = ['event=casualties', 'stance=denies', 'from=2020-10-10&to=2020-10-20', 'confidence=0.8'];

/**
 * What a view is opened for: all of it painted is its first meaningful paint. The map's is its incidents over the land
 * and their days; a list's its first rows; a chart's what it tells.
 */
const MAIN: Record<View, readonly string[]> = {
  overview: ['.stats dd', '.chart .whole', '.map .land', '.map :is(.point, .area)'],
  accounts: ['main .cards li'],
  tolls: ['main .list li', '.detail .dot', '.detail .line'],
  truces: ['.band :is(.stretch, .violation)'],
  map: ['.map .land', '.map :is(.point, .area)', '.time .whole'],
  sources: ['main tbody tr'],
  search: ['main input'],
  reports: ['main ul li a'],
  review: ['main ol li', '.hand .actions'],
};

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

/** Has the page note when all of these were first painted. */
async function noteMain(page: Page, all: readonly string[]): Promise<void> {
  await page.addInitScript((wanted) => {
    const look = (): void => {
      const is = wanted.every((one) => document.querySelector(one));
      // What is in the page when a frame begins is painted with it; what follows the frame comes after that.
      requestAnimationFrame(is ? () => setTimeout(() => performance.mark('main')) : look);
    };
    requestAnimationFrame(look);
  }, all);
}

/** Milliseconds from the page's beginning until what its view is opened for was painted. */
async function meaningful(page: Page): Promise<number> {
  await page.waitForFunction(() => performance.getEntriesByName('main').length > 0);
  return page.evaluate(() => performance.getEntriesByName('main')[0]?.startTime ?? 0);
}

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
    await noteMain(page, MAIN[view]);
    await page.waitForTimeout(LOOK);
    await page.goto(`${desk.address}/#/${view}`, { waitUntil: 'commit' });
    const first = await painted(page);
    const main = await meaningful(page);
    await page.waitForTimeout(LOOK);
    const times: number[] = [];
    for (const filter of FILTERS) times.push(await changed(page, `#/${view}?${filter}`));
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(over, 'pixels wider than the screen').toBeLessThanOrEqual(1);
    await expect(page.getByRole('alert')).toHaveCount(0);
    measured.push(`${view}: painted after ${main.toFixed(0)} ms, shown after ${first.toFixed(0)} ms, filters after ${times.map((t) => t.toFixed(0)).join(', ')} ms`);
    expect(main).toBeLessThan(PAINT);
    expect(first).toBeLessThan(PAINT);
    expect(Math.max(...times)).toBeLessThan(CHANGE);
    await context.close();
  });
}
