import { join } from 'node:path';
import type { Browser, Locator, Page } from '@playwright/test';
import { breaches, expect, open, test, watch } from '../desk.js';
import { serveCopy, type Serving } from '../serving.js';

type Claim = { id: string; document: string; incident: string | null; event: string; stance: string; rejected: boolean };
type Queued = { items: { claim: Claim & { decision: object | null } }[] };
type Incident = { id: string; claims: { id: string }[]; tellings: { id: string }[]; claims_whole: Claim[] };
type Progress = { decided: number; open: number; agreement: { pairs: number; agreeing: number } };

let desk: Serving;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  const { LEDGER = '', REPORTS = '' } = process.env;
  desk = await serveCopy(LEDGER, join(REPORTS, 'review.db'));
});
test.afterAll(() => desk.close());

async function answer<T>(path: string): Promise<T> {
  return (await (await fetch(`${desk.address}/api/v1/${path}`)).json()) as T;
}

const claimOf = (id: string): Promise<Claim> => answer(`claims/${id}`);
const incidentOf = (id: string | null): Promise<Incident> => answer(`incidents/${id}`);

/** A claim of the queue that nobody decided about. */
async function undecided(fits: (claim: Claim) => boolean = () => true): Promise<string> {
  const queue = await answer<Queued>('review/queue?limit=500');
  const found = queue.items.map((i) => i.claim).find((c) => c.decision === null && fits(c));
  if (!found) throw new Error('no claim of the examples is left to decide');
  return found.id;
}

const NAMING = { en: ['Who decides?', 'en-GB'], ar: ['مَن يقرّر؟', 'ar'] } as const;

/** A reviewer in a browser of their own, at a claim of the queue. */
async function reviewer(
  browser: Browser,
  faults: string[],
  [name, claim]: [string, string],
  lang: keyof typeof NAMING = 'en',
): Promise<Page> {
  const [title, locale] = NAMING[lang];
  const context = await browser.newContext({ locale, viewport: { width: 1440, height: 1000 } });
  const page = await context.newPage();
  await watch(page, faults, desk.address);
  await open(page, `review/${claim}`, desk.address);
  await page.getByRole('button', { name: title }).click();
  await page.getByRole('dialog').getByRole('textbox').fill(name);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  return page;
}

const current = (page: Page): Locator => page.locator('article.panel');
const said = (page: Page): Locator => page.locator('p.said');
const latest = (page: Page): Locator => page.locator('section[aria-labelledby="recent"] li').first();
const undone = (page: Page): Locator => page.locator('section[aria-labelledby="recent"] .undone');
const progress = (page: Page): Locator => page.locator('section[aria-labelledby="progress"]');
const inQueue = (page: Page, claim: string): Locator =>
  page.locator('section[aria-labelledby="queue"] li').filter({ has: page.locator(`[data-claim="${claim}"]`) });

/** Gives the reason that the open dialog asks for, and decides. */
async function because(page: Page, why: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Why' }).fill(why);
  await dialog.getByRole('button', { name: 'Decide' }).click();
  await expect(dialog).toBeHidden();
}

test('whoever has no name is asked for it, and then goes on with what was begun', async ({ browser, faults }) => {
  const claim = await undecided();
  const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  await watch(page, faults, desk.address);
  await open(page, `review/${claim}`, desk.address);
  await page.keyboard.press('a');
  await expect(page.getByRole('dialog')).toContainText('Every decision carries a name');
  expect(await breaches(page)).toEqual([]);
  await page.getByRole('textbox', { name: 'Your name' }).fill('First');
  await page.keyboard.press('Enter');
  await expect(said(page)).toContainText('Accept:');
  await expect(latest(page)).toContainText('First');
  await expect(latest(page)).toContainText('accepted');
  await page.context().close();
});

test('a claim is accepted by one key, and the next one comes to hand', async ({ browser, faults }) => {
  const claim = await undecided();
  const before = await answer<Progress>('review/progress');
  const page = await reviewer(browser, faults, ['First', claim]);
  // A key pressed twice before the answer comes, and held, accepts what was at hand once, and not the next one unseen.
  await page.evaluate(() => {
    for (const repeat of [false, false, true])
      window.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', code: 'KeyA', repeat }));
  });
  await expect(inQueue(page, claim)).toHaveClass(/decided/);
  await expect(inQueue(page, claim)).toContainText('First accepted');
  await expect(page.locator('button[aria-current="true"]')).not.toHaveAttribute('data-claim', claim);
  await expect(progress(page)).toContainText(`${before.decided + 1} decided, ${before.open - 1} open`);
  await expect(page.locator('#queue')).toHaveText(`To decide ${before.open - 1}`);
  await page.context().close();
});

test('a claim is corrected, and shown as corrected', async ({ browser, faults }) => {
  const claim = await undecided((c) => c.stance === 'asserts');
  const page = await reviewer(browser, faults, ['First', claim]);
  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Field').selectOption('date');
  await dialog.getByRole('textbox', { name: 'Value' }).fill('some day');
  await expect(dialog.getByRole('button', { name: 'Decide' })).toBeDisabled();
  await dialog.getByLabel('Field').selectOption('stance');
  await dialog.getByLabel('Value').selectOption('demands');
  expect(await breaches(page)).toEqual([]);
  await because(page, 'It is a demand');
  await expect(said(page)).toContainText('Correct:');
  await expect(latest(page)).toContainText('stance = demands');
  await expect(latest(page)).toContainText('It is a demand');
  await expect.poll(async () => (await claimOf(claim)).stance).toBe('demands');
  await open(page, `review/${claim}`, desk.address);
  await expect(current(page)).toContainText('demands');
  await page.context().close();
});

test('a claim is rejected with a reason, and taken back by a key', async ({ browser, faults }) => {
  const claim = await undecided();
  const page = await reviewer(browser, faults, ['First', claim]);
  await page.keyboard.press('r');
  await because(page, 'Nobody says so');
  await expect(latest(page)).toContainText('Nobody says so');
  expect((await claimOf(claim)).rejected).toBe(true);
  await page.keyboard.press('u');
  await expect(said(page)).toContainText('Undo:');
  await expect(inQueue(page, claim)).not.toHaveClass(/decided/);
  await expect(page.locator('section[aria-labelledby="recent"]')).toContainText('taken back');
  expect((await claimOf(claim)).rejected).toBe(false);
  await page.context().close();
});

test('a claim whose rejection is taken back waits again, on every page', async ({ browser, faults }) => {
  const claim = await undecided();
  const one = await reviewer(browser, faults, ['First', claim]);
  await one.keyboard.press('r');
  await because(one, 'Nobody says so');
  const queued = async (): Promise<string[]> =>
    (await answer<Queued>('review/queue?limit=500')).items.map((i) => i.claim.id);
  await expect.poll(queued).not.toContain(claim);
  // Opened when the account had no such claim.
  const two = await reviewer(browser, faults, ['Second', await undecided()]);
  await expect(inQueue(two, claim)).toHaveCount(0);
  await one.keyboard.press('u');
  await expect(said(one)).toContainText('Undo:');
  expect(await queued()).toContain(claim);
  await expect(inQueue(one, claim)).not.toHaveClass(/decided/);
  const among = await answer<Queued>('review/queue?limit=25&by=Second');
  if (among.items.some((i) => i.claim.id === claim)) await expect(inQueue(two, claim)).toHaveCount(1);
  await one.context().close();
  await two.context().close();
});

test('two incidents become one by keys, and one report is split off again', async ({ browser, faults }) => {
  const claim = await undecided((c) => c.incident !== null && c.event === 'shelling');
  const page = await reviewer(browser, faults, ['First', claim]);
  await page.keyboard.press('m');
  const dialog = page.getByRole('dialog');
  const first = dialog.getByRole('radio').first();
  await expect(first).toBeFocused();
  await page.keyboard.press('Space');
  const other = await first.inputValue();
  expect(await breaches(page)).toEqual([]);
  await because(page, 'The same night and the same town');
  await expect(latest(page)).toContainText('merged');
  const claims = async (): Promise<string[]> => (await incidentOf(claim)).claims.map((c) => c.id);
  await expect.poll(claims).toContain(other);

  await open(page, `review/${claim}`, desk.address);
  await page.keyboard.press('s');
  await expect(dialog.getByRole('checkbox').first()).toBeFocused();
  expect(await breaches(page)).toEqual([]);
  await because(page, 'Two nights after all');
  await expect(latest(page)).toContainText('split');
  await expect.poll(claims).not.toContain(other);

  await page.keyboard.press('u');
  await expect.poll(claims).toContain(other);
  await page.context().close();
});

test('several reports leave an incident together, by keys', async ({ browser, faults }) => {
  const { items } = await answer<{ items: Incident[] }>('incidents?limit=500');
  const document = (claim: string): string => claim.split('-')[0] ?? '';
  const reports = (i: Incident): number => new Set(i.tellings.map((t) => document(t.id))).size;
  const whole = items.find((i) => reports(i) > 2 && reports(i) === i.tellings.length);
  const [claim = '', along = '', ...rest] = whole?.tellings.map((t) => t.id) ?? [];
  expect(rest).not.toEqual([]);
  const claims = async (id: string): Promise<string[]> => (await incidentOf(id)).claims.map((c) => c.id);

  const { items: recent } = await answer<{ items: { undone: boolean }[] }>('decisions?limit=30');
  const before = recent.filter((d) => d.undone).length;
  for (const lang of ['en', 'ar'] as const) {
    const page = await reviewer(browser, faults, ['Third', claim], lang);
    await page.keyboard.press('s');
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByRole('checkbox')).toHaveCount(1 + rest.length);
    await expect(dialog.getByRole('checkbox').first()).toBeFocused();
    for (const box of await dialog.getByRole('checkbox').all()) await box.check();
    await expect(dialog.getByRole('button', { name: lang === 'en' ? 'Decide' : 'قرِّر' })).toBeDisabled();
    for (const box of await dialog.getByRole('checkbox').all()) await box.uncheck();
    expect(await breaches(page)).toEqual([]);
    if (lang === 'en') {
      await dialog.locator(`input[value="${along}"]`).focus();
      await page.keyboard.press('Space');
      await because(page, 'Another town');
      await expect.poll(() => claims(claim)).toContain(along);
      await expect.poll(() => claims(rest[0] ?? '')).not.toContain(claim);
      expect(await claims(claim)).not.toContain(rest[0]);
    }
    await page.context().close();
    if (lang === 'en') {
      const back = await reviewer(browser, faults, ['Third', claim]);
      await expect(undone(back)).toHaveCount(before);
      // Quicker than the desk answers: each takes back another of the three decisions that the split was.
      for (let n = 0; n < 3; n++) await back.keyboard.press('u');
      await expect(undone(back)).toHaveCount(before + 3);
      await expect.poll(() => claims(claim)).toContain(rest[0]);
      await back.context().close();
    }
  }
});

test('two reviewers see at once what the other decides, and how far they agree', async ({ browser, faults }) => {
  const claim = await undecided();
  const { agreement } = await answer<Progress>('review/progress');
  const one = await reviewer(browser, faults, ['First', claim]);
  const two = await reviewer(browser, faults, ['Second', claim]);
  await one.keyboard.press('r');
  await because(one, 'Nobody says so');
  await expect(current(two)).toContainText('Meanwhile First rejected this claim.');
  await expect(said(two)).toContainText('First rejected a claim');
  await expect(latest(two)).toContainText('First');
  await expect(inQueue(two, claim)).toContainText('First rejected');

  // The queue comes anew with what was decided, so that the claim is no longer among what waits for the second.
  const anew = two.waitForResponse(/review\/queue/);
  await two.keyboard.press('a');
  await anew;
  await open(one, `review/${claim}`, desk.address);
  await expect(current(one)).toContainText('Reviewers differ about this claim');
  const agrees = (agreeing: number): string => `Reviewers agree in ${agreeing} of ${agreement.pairs + 1} pairs`;
  await expect(progress(one)).toContainText(agrees(agreement.agreeing));

  // However slowly claims come: what was taken back is at hand at once, and its keys do what they say.
  await two.route(/\/claims\/[^/]+$/, async (route) => {
    await new Promise((go) => setTimeout(go, 3_000));
    await route.fallback();
  });
  await two.keyboard.press('u');
  await expect(said(two)).toContainText('Undo:');
  await two.keyboard.press('r');
  await because(two, 'Nobody says so indeed');
  await expect(progress(one)).toContainText(agrees(agreement.agreeing + 1));
  await expect(current(one)).not.toContainText('Reviewers differ');
  await one.context().close();
  await two.context().close();
});

test('the keys are those of the keyboard, whatever letters it types', async ({ browser, faults }) => {
  const claim = await undecided();
  const page = await reviewer(browser, faults, ['مراجِعة', claim], 'ar');
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  // On an Arabic layout the key of «a» types «ش».
  await page.evaluate(() => {
    const pressed = { code: 'KeyA', key: 'ش', bubbles: true, cancelable: true };
    document.body.dispatchEvent(new KeyboardEvent('keydown', pressed));
  });
  await expect(said(page)).toContainText('قبول');
  await expect(latest(page)).toContainText('مراجِعة');
  await page.context().close();
});
