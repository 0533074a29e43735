// Screenshots and accessibility checks of every view: node tools/shots.js ADDRESS [view …]
// Looks in Arabic and English, light and dark, at phone and desk width; writes to ./shots, ends with 1 on a violation.
import { mkdirSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';

const [address = 'http://127.0.0.1:7117', ...asked] = process.argv.slice(2);
const ALL = ['overview', 'accounts', 'tolls', 'truces', 'map', 'sources', 'search', 'reports', 'review'];
const views = asked.length > 0 ? asked : ALL;
const WIDTHS = { desk: { width: 1440, height: 1000 }, phone: { width: 390, height: 844 } };
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

mkdirSync('shots', { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
  ].concat(['--disable-component-update', '--disable-sync']),
});
let faults = 0;
const fault = (text) => {
  faults += 1;
  console.log(text);
};

for (const [width, viewport] of Object.entries(WIDTHS)) {
  for (const lang of ['ar', 'en']) {
    for (const theme of ['light', 'dark']) {
      const context = await browser.newContext({
        viewport,
        colorScheme: theme,
        locale: lang === 'ar' ? 'ar' : 'en-GB',
      });
      const page = await context.newPage();
      const where = () => `${page.url().split('#')[1]} ${lang} ${theme} ${width}`;
      page.on('console', (m) => {
        if (m.type() === 'error') fault(`${where()}: ${m.text()}`);
      });
      page.on('pageerror', (e) => fault(`${where()}: ${e.stack}`));
      for (const view of views) {
        await page.goto(`${address}#/${view}`);
        await page.locator('h1').first().waitFor();
        await page.waitForLoadState('networkidle').catch(() => undefined);
        await page
          .locator('[aria-busy="true"]')
          .first()
          .waitFor({ state: 'detached', timeout: 10000 })
          .catch(() => undefined);
        await page.waitForTimeout(350);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (wide > 1) fault(`${where()}: wider than the page by ${wide} px`);
        const file = view.replace(/[^a-z]+/g, '-');
        await page.screenshot({ path: `shots/${file}-${lang}-${theme}-${width}.png`, fullPage: true });
        const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
        for (const v of violations) {
          fault(`${where()}: ${v.id} (${v.nodes.length}): ${v.help}`);
          for (const n of v.nodes.slice(0, 3))
            console.log(`    ${n.target.join(' ')}  ${n.any[0]?.message ?? n.all[0]?.message ?? ''}`);
        }
      }
      await context.close();
    }
  }
}
await browser.close();
console.log(faults === 0 ? 'clean' : `${faults} faults`);
process.exit(faults === 0 ? 0 : 1);
