import { afterPaint } from './painted';

type Gradual<T> = {
  /** What is drawn by now. */
  readonly now: readonly T[];
  /** Whether the rest is drawn for the first time once these were painted. */
  readonly waits: boolean;
};

/**
 * A list of which the `first` few are drawn at once, and what is new of the rest, which lies below the screen, once they were
 * painted. What is drawn already stays. To be called while a component is set up.
 */
export function gradually<T>(all: () => readonly T[], key: (item: T) => string, first: number): Gradual<T> {
  let drawn = $state.raw<ReadonlySet<string> | null>(null);
  const now = $derived(all().filter((item, nth) => nth < first || (drawn?.has(key(item)) ?? false)));
  $effect(() => {
    const items = all();
    return afterPaint(() => (drawn = new Set(items.map(key))));
  });
  return {
    get now() {
      return now;
    },
    get waits() {
      return drawn === null;
    },
  };
}
