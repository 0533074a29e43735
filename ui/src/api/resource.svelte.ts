import { live } from './live.svelte';

/** Something that is asked for and has come, has failed, or is on its way. */
export type Resource<T> = {
  /** What came last; kept while something newer is on its way. */
  readonly data: T | undefined;
  readonly error: unknown;
  readonly loading: boolean;
  /** Asks again. */
  again(): void;
};

/**
 * Asks whenever what `ask` reads changes, and when the account changed. To be called while a component is set up.
 * A request that was overtaken is given up.
 */
export function resource<T>(ask: (signal: AbortSignal) => Promise<T>): Resource<T> {
  let data = $state.raw<T>();
  let error = $state.raw<unknown>(null);
  let loading = $state(true);
  let times = $state(0);

  $effect(() => {
    void live.stamp;
    void times;
    const control = new AbortController();
    loading = true;
    ask(control.signal).then(
      (answer) => {
        if (control.signal.aborted) return;
        data = answer;
        error = null;
        loading = false;
      },
      (fault: unknown) => {
        if (control.signal.aborted) return;
        error = fault;
        loading = false;
      },
    );
    return () => control.abort();
  });

  return {
    get data() {
      return data;
    },
    get error() {
      return error;
    },
    get loading() {
      return loading;
    },
    again() {
      times += 1;
    },
  };
}
