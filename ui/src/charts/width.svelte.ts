import type { Attachment } from 'svelte/attachments';
import { PAPER, paper } from '../theme/paper.svelte';

/** The widths that charts of a kind had last: the next one is drawn as wide from the beginning. */
const last = new Map<string, number>();

type Measured = {
  /** Pixels; what is usual until it is known. */
  readonly now: number;
  /** Whether the browser told it: what is drawn before would be drawn twice. */
  readonly known: boolean;
  attach: Attachment<Element>;
};

/**
 * How wide the element of a chart is, told by the browser after it laid out the page and before it paints: nothing waits
 * for a layout, and a chart that is drawn once its width is `known` is there with the first paint.
 */
export function measured(kind: string, usual: number): Measured {
  let now = $state(last.get(kind) ?? null);
  return {
    get now() {
      return paper.is ? PAPER : (now ?? usual);
    },
    get known() {
      return paper.is || now !== null;
    },
    attach: (element) => {
      const observer = new ResizeObserver(([entry]) => {
        const width = Math.round(entry?.contentRect.width ?? 0);
        if (width === 0) return;
        last.set(kind, width);
        now = width;
      });
      observer.observe(element);
      return () => observer.disconnect();
    },
  };
}
