import type { Api } from './api';
import type { Decision } from './types';

let stamp = $state(0);
let last = $state.raw<Decision | null>(null);
let waiting = $state(0);
let reading = $state.raw<{ id: string; done: number; total: number | null; claims: number } | null>(null);

// Twenty reviewers at once would have every view ask anew many times a second.
const CALM = 1500;

/** What the server told since the page was opened. */
export const live = {
  /** Grows when the account changed; what a view loaded before is then old. */
  get stamp(): number {
    return stamp;
  },
  /** The newest decision, by anyone. */
  get decision(): Decision | null {
    return last;
  },
  /** Decisions that are not worked into the account yet: what incidents, contests, tolls and truces tell is from before. */
  get waiting(): number {
    return waiting;
  },
  /** A read under way. */
  get reading(): typeof reading {
    return reading;
  },
  /** Listens to the server until the function that it gives is called. */
  start(api: Api): () => void {
    let due: ReturnType<typeof setTimeout> | null = null;
    const renew = (): void => {
      due ??= setTimeout(() => {
        due = null;
        stamp += 1;
      }, CALM);
    };
    const stop = api.listen({
      decision: (d, open) => {
        last = d;
        waiting = open;
      },
      read: (r) => {
        reading = r.state === 'running' || r.state === 'reading' ? r : null;
      },
      account: (a) => {
        waiting = a.waiting;
        renew();
      },
      missed: renew,
    });
    return () => {
      if (due !== null) clearTimeout(due);
      stop();
    };
  },
};
