import type { Attachment } from 'svelte/attachments';

/** The widths that charts of a kind had last: the next one is drawn as wide from the beginning. */
const last = new Map<string, number>();

/** How wide the element of a chart is, told by the browser after it laid out the page: nothing waits for a layout. */
export function measured(kind: string, usual: number): { readonly now: number; attach: Attachment<Element> } {
  let now = $state(last.get(kind) ?? usual);
  return {
    get now() {
      return now;
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
