import { expect, open, test } from '../desk.js';

test('a count that is chosen stands with its sentence, the number marked', async ({ page }) => {
  await open(page, 'tolls');
  const word = page.locator('article.word');
  await page.locator('[data-dot]').first().focus();
  await page.keyboard.press('Enter');
  await expect(word.locator('.report-text')).toBeVisible();
  await expect(word.locator('mark.mark-count').first()).toBeVisible();
  const first = await word.locator('.report-text').innerText();
  // Another series, whose counts were asked for later, and a click.
  await page.locator('.list a').nth(3).click();
  await page.locator('[data-dot]').last().click();
  await expect(word.locator('mark.mark-count').first()).toBeVisible();
  expect(await word.locator('.report-text').innerText()).not.toBe(first);
});
