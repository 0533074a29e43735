import { expect, open, test } from '../desk.js';
import { vectorTiles } from '../tiles.js';

test('a map of one’s own is drawn beneath the incidents, and asks nobody', async ({ page }) => {
  await open(page, 'map');
  await page.locator('details summary').last().click();
  const buffer = await vectorTiles('Drawn for a test');
  await page.locator('input[type="file"]').setInputFiles({ name: 'own.pmtiles', mimeType: 'application/octet-stream', buffer });
  await expect(page.getByText('Drawn for a test')).toBeVisible();
  // How many pixels are drawn as land and as sea.
  const drawn = (): Promise<{ land: number; sea: number }> =>
    page.locator('.map canvas').evaluate((canvas: HTMLCanvasElement) => {
      const style = getComputedStyle(canvas);
      const context = canvas.getContext('2d');
      if (!context) return { land: 0, sea: 0 };
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      const count = (key: string): number => {
        const hex = style.getPropertyValue(key).trim();
        const [r, g, b] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
        let found = 0;
        for (let i = 0; i < data.length; i += 4) if (data[i] === r && data[i + 1] === g && data[i + 2] === b) found += 1;
        return found;
      };
      return { land: count('--land'), sea: count('--sea') };
    });
  await expect.poll(async () => (await drawn()).sea).toBeGreaterThan(10_000);
  expect((await drawn()).land).toBeGreaterThan(10_000);
  await expect(page.locator('.map .point').first()).toBeVisible();
});

test('a file that holds no tiles is refused with a reason', async ({ page }) => {
  await open(page, 'map');
  await page.locator('details summary').last().click();
  const buffer = Buffer.from('no tiles at all, but long enough to be read as if it were a header of them'.repeat(8));
  await page.locator('input[type="file"]').setInputFiles({ name: 'not.pmtiles', mimeType: 'application/octet-stream', buffer });
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.locator('.map canvas')).toHaveCount(0);
});
