import type { Ask } from './api';
import { resource, type Resource } from './resource.svelte';
import type { Page } from './types';

/** A list of which more can be asked for. */
export type Pages<T> = Resource<Page<T>> & {
  /** Whether the server has more. */
  readonly more: boolean;
  /** Whether more is on its way. */
  readonly fetching: boolean;
  next(): Promise<void>;
};

/**
 * Asks for the first page whenever what `ask` reads changes, and for further ones on demand. To be called while a
 * component is set up.
 */
export function pages<T>(ask: (ask: Ask) => Promise<Page<T>>): Pages<T> {
  let added = $state.raw<{ after: Page<T>; page: Page<T> } | null>(null);
  let fetching = $state(false);
  const first = resource((signal) => ask({ signal }));
  const whole = $derived.by((): Page<T> | undefined => {
    if (!first.data || added?.after !== first.data) return first.data;
    return { ...added.page, items: [...first.data.items, ...added.page.items] };
  });

  return {
    get data() {
      return whole;
    },
    get error() {
      return first.error;
    },
    get loading() {
      return first.loading;
    },
    get more() {
      return (whole?.next ?? null) !== null;
    },
    get fetching() {
      return fetching;
    },
    again: () => first.again(),
    async next() {
      const [after, cursor] = [first.data, whole?.next];
      if (!after || !cursor || fetching) return;
      fetching = true;
      try {
        const page = await ask({ cursor });
        const before = added?.after === after ? added.page.items : [];
        added = { after, page: { ...page, items: [...before, ...page.items] } };
      } finally {
        fetching = false;
      }
    },
  };
}
