import { getContext, setContext } from 'svelte';
import type { Filter } from '../filters/filter';
import type * as T from './types';

/** In which order a list goes: by day, or what most tell of first. */
export type Order = 'newest' | 'weight';

/** What may accompany a request. */
export type Ask = { signal?: AbortSignal; limit?: number; cursor?: string };

/** What the server tells while the page is open. */
export type Listener = {
  /** `waiting`: decisions that are not worked into the account yet. */
  decision?: (decision: T.Decision, waiting: number) => void;
  read?: (read: { id: string; done: number; total: number | null; claims: number; state: string }) => void;
  account?: (account: { stamp: string; waiting: number }) => void;
  /** Something was missed: all must be asked for again. */
  missed?: () => void;
};

/**
 * Everything a view may ask for. Two kinds answer: `HttpApi` asks the server, `FileApi` looks into the data that a
 * report file carries. Views use nothing else, so both show the same.
 */
export interface Api {
  /** Whether nothing can be decided here: a report file. */
  readonly readonly: boolean;
  meta(ask?: Ask): Promise<T.Meta>;
  overview(filter: Filter, ask?: Ask & { seen?: string }): Promise<T.Overview>;
  incidents(filter: Filter, ask?: Ask): Promise<T.Page<T.Incident>>;
  incident(id: string, ask?: Ask): Promise<T.IncidentWhole>;
  contests(filter: Filter, ask?: Ask & { order?: Order }): Promise<T.Page<T.Contest>>;
  /** Series of counts; only the first has so many that its course can be seen. */
  tolls(filter: Filter, ask?: Ask): Promise<T.Page<T.TollSeries>>;
  /** A series of a list with so many of its counts that its course can be seen. */
  toll(series: T.TollSeries, ask?: Ask): Promise<T.TollSeries>;
  truces(filter: Filter, ask?: Ask): Promise<T.Page<T.Truce>>;
  truce(id: string, on: string | null, ask?: Ask): Promise<T.TruceWhole>;
  map(filter: Filter, ask?: Ask): Promise<T.MapData>;
  claims(filter: Filter, ask?: Ask): Promise<T.Page<T.Claim>>;
  claim(id: string, ask?: Ask): Promise<T.Claim>;
  history(claim: string, ask?: Ask): Promise<T.Past[]>;
  reports(filter: Filter, ask?: Ask): Promise<T.Page<T.ReportBrief>>;
  report(document: string, ask?: Ask): Promise<T.Report>;
  explain(document: string, claim: string, ask?: Ask): Promise<T.Explanation>;
  /** Reports in which words stand; only `from` and `to` of the filter apply. */
  search(q: string, filter: Filter, ask?: Ask): Promise<T.Page<T.Hit>>;
  suggest(q: string, ask?: Ask): Promise<T.Suggestion[]>;
  sources(filter: Filter, ask?: Ask): Promise<T.Page<T.Source>>;
  network(filter: Filter, ask?: Ask): Promise<T.Network>;
  /** The claims most worth a look; `by` leaves out what this reviewer decided. */
  queue(filter: Filter, ask?: Ask & { by?: string }): Promise<T.Queue>;
  progress(ask?: Ask): Promise<T.Progress>;
  decisions(ask?: Ask & { by?: string }): Promise<T.Page<T.Decision>>;
  decide(decision: T.NewDecision): Promise<T.Decision>;
  /** Listens until the function that it gives is called. */
  listen(listener: Listener): () => void;
}

/** A request that was refused or went wrong, in the server's words. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
  ) {
    super(`${title}: ${detail}`);
    this.name = 'ApiError';
  }
}

const KEY = Symbol('api');

/** Gives the views beneath this component their source of data. */
export const provideApi = (api: Api): Api => setContext(KEY, api);

/** The source of data; to be called while a component is set up. */
export const useApi = (): Api => getContext<Api>(KEY);
