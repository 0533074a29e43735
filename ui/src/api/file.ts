import { asked, type Filter } from '../filters/filter';
import { ApiError, type Api, type Ask, type Order } from './api';
import { claimDays, claimsOf, isAsked } from './file-filter';
import { FileSearch } from './file-search';
import { networkOf, sourcesOf } from './file-sources';
import { askedWords } from '../text/asked';
import { folded } from '../text/fold';
import { seriesKey } from '../views/tolls/bands';
import { truceState } from '../views/truces/positions';
import type * as T from './types';

/** What `riwaya report` writes into the page. */
export type FileData = {
  meta: T.Meta;
  /** The language to begin with. */
  lang?: string;
  overview: T.Overview;
  incidents: T.Incident[];
  contests: T.Contest[];
  tolls: T.TollSeries[];
  truces: T.TruceWhole[];
  map: T.MapData;
  sources: T.Source[];
  network: T.Network;
  claims: T.Claim[];
  reports: T.Report[];
};

/** Tolls of an overview. */
const MOST_TOLLS = 3;

const whole = <I>(items: I[]): T.Page<I> => ({ items, next: null, total: items.length });

const missing = (what: string): ApiError => new ApiError(404, 'Not in this file', what);

/** Answers out of the data that a report file carries; filters are applied here. */
export class FileApi implements Api {
  readonly readonly = true;
  private readonly byId: ReadonlyMap<string, T.Claim>;
  private readonly finder = new FileSearch();
  private last: { filter: Filter; wanted: ReadonlySet<string> } | null = null;

  constructor(private readonly data: FileData) {
    this.byId = new Map(data.claims.map((c) => [c.id, c]));
  }

  /** The ids of the claims asked for. */
  private wanted(filter: Filter): ReadonlySet<string> {
    if (this.last?.filter === filter) return this.last.wanted;
    const truce = this.data.truces.find(
      (t) => t.id === filter.since_truce || t.claims.includes(filter.since_truce ?? ''),
    );
    const since = truce?.start ?? truce?.agreed ?? null;
    const wanted = new Set(this.data.claims.filter((c) => isAsked(c, filter, since)).map((c) => c.id));
    this.last = { filter, wanted };
    return wanted;
  }

  private kept<I>(items: I[], filter: Filter, claims: (item: I) => string[]): I[] {
    if (asked(filter) === 0) return items;
    const wanted = this.wanted(filter);
    return items.filter((item) => claims(item).some((id) => wanted.has(id)));
  }

  async meta() {
    return this.data.meta;
  }

  async overview(filter: Filter): Promise<T.Overview> {
    const { overview } = this.data;
    if (asked(filter) === 0) return overview;
    const wanted = this.wanted(filter);
    const claims = this.data.claims.filter((c) => wanted.has(c.id));
    const incidents = this.kept(this.data.incidents, filter, claimsOf.incident);
    const contests = this.kept(this.data.contests, filter, claimsOf.contest);
    const truces = this.kept(this.data.truces, filter, claimsOf.truce);
    const published = claims
      .map((c) => c.published)
      .filter((day) => day !== null)
      .sort();
    const matters = new Set(contests.map((c) => c.matter + c.about));
    const among = (day: string | null | undefined, bin: T.TimeBin): boolean =>
      day !== null && day !== undefined && day >= bin.from && day <= bin.to;
    return {
      ...overview,
      stats: {
        ...overview.stats,
        reports: new Set(claims.map((c) => c.document)).size,
        claims: claims.length,
        incidents: incidents.length,
        contests: incidents.filter((i) => i.contested).length,
        truces: truces.length,
        outlets: new Set(claims.map((c) => c.outlet)).size,
        first_asked: published[0] ?? null,
        last_asked: published.at(-1) ?? null,
      },
      timeline: trimmed(
        overview.timeline.map((bin) => {
          const day = (i: T.Incident): string | undefined => (i.date ?? i.first_published)?.slice(0, 10);
          const within = incidents.filter((i) => i.actual && among(day(i), bin));
          return {
            ...bin,
            incidents: within.length,
            contested: within.filter((i) => i.contested).length,
            claims: claims.filter((c) => among(claimDays(c)?.[0], bin)).length,
          };
        }),
      ),
      tolls: this.longest(filter),
      contests: overview.contests.filter((c) => matters.has(c.matter + c.about)),
      truces: this.kept(overview.truces, filter, claimsOf.truce),
      places: placesOf(this.data.map, incidents),
      events: overview.events
        .map(({ event }) => ({ event, claims: claims.filter((c) => c.event === event).length }))
        .filter((e) => e.claims > 0),
    };
  }

  /** The tolls of most counts; those that run over many events come before those of single incidents. */
  private longest(filter: Filter): T.TollSeries[] {
    const running = (t: T.TollSeries): number => Number(t.incident === null);
    return this.kept(this.data.tolls, filter, claimsOf.tolls)
      .toSorted((a, b) => running(b) - running(a) || b.counts - a.counts)
      .slice(0, MOST_TOLLS);
  }

  async incidents(filter: Filter) {
    return whole(this.kept(this.data.incidents, filter, claimsOf.incident));
  }

  async incident(id: string): Promise<T.IncidentWhole> {
    const incident = this.data.incidents.find((i) => i.id === id || i.claims.some((c) => c.id === id));
    if (!incident) throw missing(id);
    return {
      ...incident,
      contest: this.data.contests.find((c) => c.about === incident.id) ?? null,
      claims_whole: incident.claims.map((c) => this.byId.get(c.id)).filter((c) => c !== undefined),
    };
  }

  async contests(filter: Filter, { order = 'newest' }: Ask & { order?: Order } = {}) {
    const newest = this.kept(this.data.contests, filter, claimsOf.contest);
    const weight = (c: T.Contest): number => c.asserting.length + c.denying.length;
    const isOpposed = (c: T.Contest): boolean => c.asserting.length > 0 && c.denying.length > 0;
    const heaviest = (a: T.Contest, b: T.Contest): number =>
      Number(isOpposed(b)) - Number(isOpposed(a)) || weight(b) - weight(a);
    return whole(order === 'weight' ? newest.toSorted(heaviest) : newest);
  }

  async tolls(filter: Filter) {
    return whole(this.kept(this.data.tolls, filter, claimsOf.tolls));
  }

  async toll(series: T.TollSeries): Promise<T.TollSeries> {
    const key = seriesKey(series);
    const found = this.data.tolls.find((t) => seriesKey(t) === key);
    if (!found) throw missing(key);
    return found;
  }

  async truces(filter: Filter) {
    return whole(this.kept(this.data.truces, filter, claimsOf.truce));
  }

  async truce(id: string, on: string | null): Promise<T.TruceWhole> {
    const truce = this.data.truces.find((t) => t.id === id || t.claims.includes(id));
    if (!truce) throw missing(id);
    return on === null ? truce : { ...truce, state: truceState(truce, on) };
  }

  async map(filter: Filter): Promise<T.MapData> {
    const { map } = this.data;
    if (asked(filter) === 0) return map;
    const incidents = this.kept(this.data.incidents, filter, claimsOf.incident).filter((i) => i.actual);
    const at = new Map<string, number>();
    const cells: T.MapCells = { place: [], bin: [], incidents: [], contested: [] };
    let without_position = 0;
    for (const incident of incidents) {
      const place = placeOf(map, incident);
      if (place === -1) {
        without_position += 1;
        continue;
      }
      const day = (incident.date ?? incident.first_published)?.slice(0, 10) ?? null;
      const bin = day === null ? null : map.bins.findLastIndex((from) => from <= day);
      const key = `${place}/${bin}`;
      const cell = at.get(key) ?? cells.place.length;
      if (cell === cells.place.length) {
        at.set(key, cell);
        cells.place.push(place);
        cells.bin.push(bin);
      }
      cells.incidents[cell] = (cells.incidents[cell] ?? 0) + 1;
      cells.contested[cell] = (cells.contested[cell] ?? 0) + Number(incident.contested);
    }
    return { ...map, cells, without_position };
  }

  async claims(filter: Filter) {
    const wanted = this.wanted(filter);
    return whole(this.data.claims.filter((c) => wanted.has(c.id)));
  }

  async claim(id: string) {
    const claim = this.byId.get(id);
    if (!claim) throw missing(id);
    return claim;
  }

  async history(): Promise<T.Past[]> {
    return [];
  }

  async reports(filter: Filter): Promise<T.Page<T.ReportBrief>> {
    const wanted = this.wanted(filter);
    const all = asked(filter) === 0;
    return whole(this.data.reports.filter((r) => all || r.claims_whole.some((c) => wanted.has(c.id))));
  }

  async report(document: string) {
    const report = this.data.reports.find((r) => r.document === document);
    if (!report) throw missing(document);
    return report;
  }

  async explain(_document: string, id: string): Promise<T.Explanation> {
    const claim = await this.claim(id);
    return {
      claim: id,
      made: true,
      rules: claim.rules.map((rule) => ({ rule, says: '' })),
      sentence: claim.sentence,
      words: [],
      names: [],
      speakers: [],
      candidates: [],
    };
  }

  async search(q: string, filter: Filter): Promise<T.Page<T.Hit>> {
    const query = askedWords(q);
    if (query.length === 0) return whole<T.Hit>([]);
    const hits = this.data.reports.flatMap((report) => {
      const day = report.published ?? '';
      if ((filter.from !== null && day < filter.from) || (filter.to !== null && day > filter.to)) return [];
      const found = this.finder.find(report, query);
      return found ? [{ ...report, ...found }] : [];
    });
    return whole<T.Hit>(hits);
  }

  async suggest(q: string): Promise<T.Suggestion[]> {
    const want = folded(q.trim());
    const found = new Map<string, T.Suggestion>();
    const offer = (kind: string, key: string | null, ar: string, en: string | null): void => {
      if (!key || found.size >= 40) return;
      const fits = [ar, en, key].some(
        (n) =>
          n !== null &&
          folded(n)
            .split(/\s+/)
            .some((w) => w.startsWith(want)),
      );
      const whole = [ar, en].some((n) => n !== null && folded(n).startsWith(want));
      if (fits || whole) found.set(`${kind} ${key}`, { kind, key, ar, en });
    };
    for (const s of this.data.meta.sides) offer('party', s.key, s.ar, s.en);
    for (const { place } of this.data.overview.places) offer('place', place.key, place.ar, place.en);
    for (const { source } of this.data.sources) if (source) offer('source', source.key, source.ar, source.en);
    for (const { key, ar, en } of this.data.meta.events) offer('event', key, ar, en);
    for (const r of this.data.reports) offer('outlet', r.outlet, r.outlet ?? '', null);
    return [...found.values()].slice(0, 20);
  }

  async sources(filter: Filter) {
    if (asked(filter) === 0) return whole(this.data.sources);
    const wanted = this.wanted(filter);
    const contests = this.kept(this.data.contests, filter, claimsOf.contest);
    return whole(sourcesOf(this.data, (id) => wanted.has(id), contests));
  }

  async network(filter: Filter): Promise<T.Network> {
    if (asked(filter) === 0) return this.data.network;
    return networkOf((await this.sources(filter)).items);
  }

  async queue(): Promise<T.Queue> {
    return { ...whole<T.QueueItem>([]), open: 0, among: 0 };
  }

  async progress(): Promise<T.Progress> {
    return {
      decided: 0,
      open: 0,
      waiting: 0,
      by: [],
      agreement: { pairs: 0, agreeing: 0, share: null, kappa: null },
    };
  }

  async decisions() {
    return whole<T.Decision>([]);
  }

  async decide(): Promise<T.Decision> {
    throw new ApiError(
      405,
      'Read-only',
      'This file cannot be decided in; open the ledger with `riwaya serve`.',
    );
  }

  listen(): () => void {
    return () => undefined;
  }
}

/** The bins from the first to the last that holds an incident. */
function trimmed(bins: T.TimeBin[]): T.TimeBin[] {
  const holds = (bin: T.TimeBin): boolean => bin.incidents > 0;
  const first = bins.findIndex(holds);
  return first < 0 ? [] : bins.slice(first, bins.findLastIndex(holds) + 1);
}

/** The most exact place of an incident on the map, by its index; -1 where no position is known. */
function placeOf(map: T.MapData, incident: T.Incident): number {
  const radius = (at: number): number => map.places[at]?.radius_km ?? 0;
  const known = incident.place
    .map((p) => map.places.findIndex((m) => m.place.key === p.key))
    .filter((at) => at >= 0);
  return known.sort((a, b) => radius(a) - radius(b))[0] ?? -1;
}

function placesOf(map: T.MapData, incidents: readonly T.Incident[]): T.Overview['places'] {
  const places = new Map<number, T.Overview['places'][number]>();
  for (const at of incidents.map((i) => placeOf(map, i))) {
    const on = map.places[at];
    const known = places.get(at);
    if (known) known.incidents += 1;
    else if (on) {
      const { place, lat, lon, kind, radius_km } = on;
      places.set(at, { place, lat, lon, kind, radius_km, incidents: 1 });
    }
  }
  return [...places.values()].sort((a, b) => b.incidents - a.incidents);
}
