import { flushSync } from 'svelte';

/** What a chart has on A4 between the margins of `print.css` and the edges of a panel, in pixels. */
export const PAPER = 650;

let onPaper = $state(false);

/** Whether charts are drawn for paper: as wide as the screen they would be shrunk, and their letters with them. */
export const paper = {
  get is() {
    return onPaper;
  },
  set is(now: boolean) {
    onPaper = now;
  },
};

/** How long is waited for what is to be printed, in milliseconds. */
const LONGEST = 20_000;
/** How long nothing may be on its way: charts and fonts need a moment after their data. */
const REST = 500;

/** Comes to its end once nothing of the page has been on its way for a moment, or after long enough. */
export async function atRest(): Promise<void> {
  const until = performance.now() + LONGEST;
  let since = performance.now();
  while (performance.now() < until && performance.now() - since < REST) {
    await new Promise((go) => setTimeout(go, 50));
    if (document.querySelector('main [aria-busy="true"]')) since = performance.now();
  }
  await document.fonts.ready;
}

/** Has what is printed by the browser's own menu drawn for paper too. */
export function drawForPaper(): void {
  addEventListener('beforeprint', () => flushSync(() => (onPaper = true)));
  addEventListener('afterprint', () => (onPaper = false));
}
