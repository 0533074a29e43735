import { filterQuery, NO_FILTER, type Filter } from '../filters/filter';
import { ApiError, type Api, type Ask, type Listener, type Order } from './api';
import type * as T from './types';

const BASE = 'api/v1';

const part = encodeURIComponent;

/** Asks the server from which the page came. */
export class HttpApi implements Api {
  readonly readonly = false;

  constructor(private readonly base: string = BASE) {}

  private async send<R>(path: string, init: RequestInit): Promise<R> {
    const answer = await fetch(`${this.base}/${path}`, { credentials: 'same-origin', ...init });
    if (answer.ok) return (await answer.json()) as R;
    const problem = (await answer.json().catch(() => null)) as T.Problem | null;
    throw new ApiError(answer.status, problem?.title ?? answer.statusText, problem?.detail ?? '');
  }

  private get<R>(path: string, ask: Ask = {}, query = new URLSearchParams()): Promise<R> {
    if (ask.limit !== undefined) query.set('limit', String(ask.limit));
    if (ask.cursor !== undefined) query.set('cursor', ask.cursor);
    const text = query.toString();
    return this.send<R>(text ? `${path}?${text}` : path, { signal: ask.signal ?? null });
  }

  private list<R>(path: string, filter: Filter, ask?: Ask): Promise<R> {
    return this.get<R>(path, ask, filterQuery(filter));
  }

  meta = (ask?: Ask) => this.get<T.Meta>('meta', ask);

  overview(filter: Filter, ask: Ask & { seen?: string } = {}) {
    const query = filterQuery(filter);
    if (ask.seen) query.set('seen', ask.seen);
    return this.get<T.Overview>('overview', ask, query);
  }

  incidents = (filter: Filter, ask?: Ask) => this.list<T.Page<T.Incident>>('incidents', filter, ask);
  incident = (id: string, ask?: Ask) => this.get<T.IncidentWhole>(`incidents/${part(id)}`, ask);

  contests(filter: Filter, { order = 'newest', ...ask }: Ask & { order?: Order } = {}) {
    const query = filterQuery(filter);
    query.set('order', order);
    return this.get<T.Page<T.Contest>>('contests', ask, query);
  }

  tolls(filter: Filter, ask?: Ask) {
    const query = filterQuery(filter);
    query.set('course', 'true');
    return this.get<T.Page<T.TollSeries>>('tolls', ask, query);
  }

  toll({ victims, harm, who, incident, since }: T.TollSeries, ask?: Ask) {
    const query = new URLSearchParams({ harm, who, course: 'true' });
    if (victims) query.set('victims', victims.key);
    if (incident !== null) query.set('incident', incident);
    else if (since !== null) query.set('since', since);
    return this.get<T.TollSeries>('tolls/one', ask, query);
  }

  truces = (filter: Filter, ask?: Ask) => this.list<T.Page<T.Truce>>('truces', filter, ask);

  truce(id: string, on: string | null, ask?: Ask) {
    return this.get<T.TruceWhole>(`truces/${part(id)}`, ask, new URLSearchParams(on ? { on } : {}));
  }

  map = (filter: Filter, ask?: Ask) => this.list<T.MapData>('map', filter, ask);
  claims = (filter: Filter, ask?: Ask) => this.list<T.Page<T.Claim>>('claims', filter, ask);
  claim = (id: string, ask?: Ask) => this.get<T.Claim>(`claims/${part(id)}`, ask);
  history = (id: string, ask?: Ask) => this.get<T.Past[]>(`claims/${part(id)}/history`, ask);
  reports = (filter: Filter, ask?: Ask) => this.list<T.Page<T.ReportBrief>>('reports', filter, ask);
  report = (document: string, ask?: Ask) => this.get<T.Report>(`reports/${part(document)}`, ask);

  explain(document: string, claim: string, ask?: Ask) {
    return this.get<T.Explanation>(`reports/${part(document)}/explain/${part(claim)}`, ask);
  }

  search(q: string, filter: Filter, ask?: Ask) {
    const query = filterQuery({ ...NO_FILTER, from: filter.from, to: filter.to });
    query.set('q', q);
    return this.get<T.Page<T.Hit>>('search', ask, query);
  }

  suggest = (q: string, ask?: Ask) => this.get<T.Suggestion[]>('suggest', ask, new URLSearchParams({ q }));
  sources = (filter: Filter, ask?: Ask) => this.list<T.Page<T.Source>>('sources', filter, ask);
  network = (filter: Filter, ask?: Ask) => this.list<T.Network>('sources/network', filter, ask);

  queue(filter: Filter, ask: Ask & { by?: string } = {}) {
    const query = filterQuery(filter);
    if (ask.by) query.set('by', ask.by);
    return this.get<T.Queue>('review/queue', ask, query);
  }

  progress = (ask?: Ask) => this.get<T.Progress>('review/progress', ask);

  decisions(ask: Ask & { by?: string } = {}) {
    const query = new URLSearchParams(ask.by ? { by: ask.by } : {});
    return this.get<T.Page<T.Decision>>('decisions', ask, query);
  }

  decide(decision: T.NewDecision) {
    return this.send<T.Decision>('decisions', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-riwaya': '1' },
      body: JSON.stringify(decision),
    });
  }

  listen(listener: Listener): () => void {
    const events = new EventSource(`${this.base}/events`);
    const on = <D>(name: string, tell: ((data: D) => void) | undefined): void => {
      if (tell) events.addEventListener(name, (e) => tell(JSON.parse((e as MessageEvent<string>).data) as D));
    };
    on<{ decision: T.Decision; waiting: number }>('decision', (d) =>
      listener.decision?.(d.decision, d.waiting),
    );
    on('read', listener.read);
    on('account', listener.account);
    on('missed', listener.missed);
    return () => events.close();
  }
}
