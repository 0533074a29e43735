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

/** Has what is printed by the browser's own menu drawn for paper too. */
export function drawForPaper(): void {
  addEventListener('beforeprint', () => flushSync(() => (onPaper = true)));
  addEventListener('afterprint', () => (onPaper = false));
}
