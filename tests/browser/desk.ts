import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';

export const VIEWS = ['overview', 'accounts', 'tolls', 'truces', 'map', 'sources', 'search', 'reports', 'review'] as const;
export type View = (typeof VIEWS)[number];
export const LANGS = ['ar', 'en'] as const;
export type Lang = (typeof LANGS)[number];

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What went wrong on a page meanwhile: script errors, breaches of the content security policy, requests to elsewhere. */
type Faults = { faults: string[] };

/** Notes from now on what goes wrong on a page. */
export async function watch(page: Page, faults: string[], own = ''): Promise<void> {
  page.on('pageerror', (e) => faults.push(`script: ${e.stack ?? e.message}`));
  page.on('console', (m) => {
    if (m.type() === 'error') faults.push(`console: ${m.text()}`);
  });
  page.on('request', (r) => {
    const inside = [own, 'data:', 'blob:', 'file:'].some((o) => o !== '' && r.url().startsWith(o));
    if (!inside) faults.push(`request to elsewhere: ${r.url()}`);
  });
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (e) => {
      console.error(`content security policy: ${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber}`);
    });
  });
}

export const test = base.extend<Faults>({
  faults: [
    async ({ page, baseURL }, use) => {
      const faults: string[] = [];
      await watch(page, faults, baseURL);
      await use(faults);
      expect(faults, 'what the page did wrong').toEqual([]);
    },
    { auto: true },
  ],
});

/** Goes to a place of the desk and waits until nothing is loading. */
export async function open(page: Page, place: string, address = ''): Promise<void> {
  await page.goto(`${address}/#/${place}`);
  await settled(page);
}

/** Waits until the page shows what it was asked for. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0, { timeout: 20_000 });
  await page.evaluate(() => document.fonts.ready);
}

/** Breaches of WCAG 2.2 AA, each with where it stands. */
export async function breaches(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
  return violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(' ')}: ${v.help}`));
}

export { expect };
