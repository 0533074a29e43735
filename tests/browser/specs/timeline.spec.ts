import { expect, open, settled, test } from '../desk.js';

test.use({ viewport: { width: 1440, height: 1000 }, locale: 'en-GB' });

test('a bar of the time line tells its days and chooses them', async ({ page }) => {
  await open(page, 'overview');
  const bars = page.locator('.chart .bars').first();
  const box = await bars.boundingBox();
  if (!box) throw new Error('the time line is not drawn');
  // The last day has incidents in the examples.
  const [x, y] = [box.x + box.width - 10, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await expect(bars.locator('title')).toHaveText(/18 Oct 2020: \d+ incidents/);
  await page.mouse.click(x, y);
  await expect(page).toHaveURL(/from=2020-10-18&to=2020-10-18/);
  await settled(page);
  await page.mouse.move(0, 0);
  await expect(bars.locator('title')).toHaveCount(0);
});
