import { LANGS, VIEWS, breaches, expect, open, test } from '../desk.js';

const SIZES = { wide: { width: 1440, height: 1000 }, phone: { width: 390, height: 844 } } as const;

for (const lang of LANGS) {
  for (const [size, viewport] of Object.entries(SIZES)) {
    test.describe(`${lang}, ${size}`, () => {
      test.use({ viewport, locale: lang === 'ar' ? 'ar' : 'en-GB', timezoneId: 'UTC' });

      for (const view of VIEWS) {
        test(`${view} looks as it did`, async ({ page }) => {
          await open(page, view);
          await expect(page.locator('html')).toHaveAttribute('lang', lang);
          await expect(page.locator('html')).toHaveAttribute('dir', lang === 'ar' ? 'rtl' : 'ltr');
          const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          expect(over, 'pixels wider than the screen').toBeLessThanOrEqual(1);
          await expect(page).toHaveScreenshot(`${view}-${lang}-${size}.png`);
        });
      }
    });
  }

  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`${lang}, ${colorScheme}`, () => {
      test.use({ colorScheme, locale: lang === 'ar' ? 'ar' : 'en-GB' });

      for (const view of VIEWS) {
        test(`${view} is open to all`, async ({ page }) => {
          await open(page, view);
          expect(await breaches(page)).toEqual([]);
        });
      }
    });
  }
}

// A picture forgives a few hundred pixels, which is more than a mark has.
test('every mark of a drawing is drawn', async ({ page }) => {
  await open(page, 'truces');
  await expect(page.locator('.band .violation path').first()).toBeVisible();
  for (const view of VIEWS) {
    await open(page, view);
    const lost = await page.evaluate(() =>
      [...document.querySelectorAll('svg *')].filter((e) => !(e instanceof SVGElement)).map((e) => e.outerHTML),
    );
    expect(lost, `${view}: elements in a drawing that are not of SVG`).toEqual([]);
  }
});

test('the chip of a link names the place', async ({ page }) => {
  await open(page, 'overview?place=gn:586523');
  await expect(page.locator('.chip bdi')).toHaveText('Ganja');
});

test('words that no report has lead to the names that they may mean', async ({ page }) => {
  await open(page, 'search?q=Ganja');
  expect(await breaches(page)).toEqual([]);
  await page.getByRole('link', { name: 'Claims about the place Ganja' }).click();
  await expect(page.locator('.chip bdi')).toHaveText('Ganja');
});

test('all versions of a contest lie within a wide page', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 1000 });
  await open(page, 'accounts/266f874ff413-41d38e57');
  await expect(page.locator('.version')).toHaveCount(5);
  expect(await page.locator('.wide').evaluate((e) => e.scrollWidth - e.clientWidth)).toBeLessThanOrEqual(1);
});

test('a table of sources lies within a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, 'sources');
  expect(await page.locator('.scrolled').first().evaluate((e) => e.scrollWidth - e.clientWidth)).toBeLessThanOrEqual(1);
});
