/** The shapes that the server answers with, under `/api/v1`. */

/** A name with its key; `ar` is as reports have it, `en` where one is known. */
export type Label = { key: string | null; ar: string; en: string | null };

/** A stretch of a report's text, in Unicode code points of the text as stored. */
export type Span = { text: string; start: number; end: number };

export type Stance = 'asserts' | 'denies' | 'demands' | 'plans' | 'rejects' | 'threatens' | (string & {});

/** A span with what it resolves to. */
export type Named = Span & {
  id?: string;
  ar?: string;
  en?: string;
  country?: string;
  sector?: string;
  lat?: number;
  lon?: number;
  precision?: string;
};

export type Count = {
  harm: string;
  who: string;
  n: number;
  to?: number;
  bound?: string;
  since?: string;
  part?: boolean;
};

export type DecisionMark = { action: string; by: string; at: string; why: string | null };

export type Claim = {
  id: string;
  report: string | null;
  document: string;
  outlet: string | null;
  published: string | null;
  event: string;
  stance: Stance;
  chain: Named[];
  actor: Named[];
  target: Named[];
  place: Named[];
  date: string | null;
  date_words: string | null;
  counts: Count[];
  plover: string | null;
  acled: string | null;
  trigger: Span;
  text: Span;
  confidence: number;
  rules: string[];
  reader: string;
  incident: string | null;
  decision: DecisionMark | null;
  sentence: Span | null;
};

/** Code points of the report to mark, and the field they gave. */
export type Mark = { start: number; end: number; field: string };

/** One source's word about a matter. */
export type Word = {
  claim: string;
  source: Label | null;
  side: Label | null;
  stance: Stance;
  through: Label[];
  outlet: string | null;
  published: string | null;
  sentence: Span | null;
  marks: Mark[];
};

export type Held = { id: string; because: string[] };

export type Extreme = {
  harm: string;
  who: string;
  side: Label | null;
  low: { n: number; claim: string };
  high: { n: number; claim: string };
  origins: number;
};

export type IncidentPlace = Label & {
  lat: number | null;
  lon: number | null;
  precision: string | null;
  kind: string | null;
};

export type Incident = {
  id: string;
  family: string;
  actual: boolean;
  /** `2020-10-08`, or `2020-10-08/2020-10-11` */
  date: string | null;
  first_published: string | null;
  place: IncidentPlace[];
  accused: Label[];
  victims: Label[];
  denied: boolean;
  contested: boolean;
  numbers: Extreme[];
  origins: number;
  claims: Held[];
  tellings: Held[];
};

export type IncidentWhole = { incident: Incident; contest: Contest | null; claims: Claim[] };

export type Told = { n: number; to: number | null; bound: string; word: Word };

export type Contest = {
  matter: 'incident' | 'truce' | 'violation';
  about: string;
  asserting: Word[];
  demanding: Word[];
  denying: Word[];
  silent: Label[];
  first: Word | null;
  numbers: { harm: string; who: string; told: Told[] }[];
  changes: { before: Word; after: Word }[];
};

export type TollPoint = {
  day: string | null;
  n: number;
  to: number | null;
  bound: string;
  part: boolean;
  flags: string[];
  word: Word;
};

export type TollSeries = {
  victims: Label | null;
  harm: string;
  who: string;
  incident: string | null;
  /** A day, or `war` for the whole war. */
  since: string | null;
  points: TollPoint[];
};

export type TrucePosition = {
  party: Label;
  position: string;
  day: string | null;
  own: boolean;
  word: Word;
  with: Word[];
};

export type Violation = {
  accused: Label[];
  date: string | null;
  place: Label[];
  incidents: string[];
  word: Word;
};

export type Truce = {
  id: string;
  agreed: string | null;
  start: string | null;
  kinds: string[];
  parties: Label[];
  brokers: Label[];
  place: Label[];
  positions: TrucePosition[];
  others: Word[];
  violations: Violation[];
  terms: string[];
  claims: string[];
};

export type TruceState = {
  on: string;
  parties: {
    party: Label;
    position: string | null;
    since: string | null;
    word: Word | null;
    with: Word[];
  }[];
  silent: Label[];
  violations: Violation[];
  begun: boolean | null;
};

export type TruceWhole = { truce: Truce; state: TruceState };

export type Stats = {
  reports: number;
  claims: number;
  incidents: number;
  contests: number;
  truces: number;
  decisions: number;
  first: string | null;
  last: string | null;
  outlets: number;
};

export type Changes = {
  since: string | null;
  reports: number;
  claims: number;
  incidents: number;
  contests: number;
  decisions: number;
};

export type TimeBin = { from: string; to: string; incidents: number; claims: number; contested: number };

export type Overview = {
  stats: Stats;
  changes: Changes;
  timeline: TimeBin[];
  tolls: TollSeries[];
  truces: Truce[];
  contests: Contest[];
  places: { place: Label; lat: number; lon: number; kind: string; incidents: number }[];
  events: { event: string; claims: number }[];
};

export type MapIncident = {
  id: string;
  family: string;
  from: string | null;
  to: string | null;
  lat: number;
  lon: number;
  kind: string;
  radius_km: number | null;
  contested: boolean;
  place: Label;
  killed: [number, number] | null;
};

export type MapData = { bins: string[]; incidents: MapIncident[] };

export type Report = {
  document: string;
  outlet: string | null;
  title: string | null;
  url: string | null;
  published: string | null;
  text: string;
  claims: Claim[];
  copies: { document: string; outlet: string | null }[];
};

export type ReportBrief = Omit<Report, 'text' | 'claims' | 'copies'> & { claims: number };

export type Explanation = { rules: { rule: string; says: string }[] } & Record<string, unknown>;

export type Hit = Claim & { score?: number };

export type Suggestion = {
  kind: 'place' | 'party' | 'source' | 'event' | 'outlet' | 'truce' | (string & {});
  key: string;
  ar: string | null;
  en: string | null;
};

export type Source = {
  source: Label;
  claims: number;
  stances: Record<string, number>;
  denied_by_others: number;
  revised: number;
  through: { source: Label | null; claims: number }[];
};

export type Network = {
  nodes: { key: string; ar: string; en: string | null; claims: number }[];
  links: { from: string; to: string; claims: number }[];
};

export type QueueItem = { claim: Claim; value: number; because: string[] };

export type Progress = {
  decided: number;
  open: number;
  by: { who: string; decisions: number }[];
  agreement: { pairs: number; agreeing: number; kappa: number | null };
};

export type DecisionAction = 'accept' | 'correct' | 'reject' | 'note' | 'merge' | 'split' | 'undo';

export type Decision = {
  id: string;
  at: string;
  by: string;
  action: DecisionAction;
  about: string[];
  detail: Record<string, unknown> | null;
  why: string | null;
};

export type NewDecision = {
  action: DecisionAction;
  about: string[];
  field?: string;
  value?: unknown;
  why: string;
  by: string;
};

export type Meta = {
  version: string;
  reader: string;
  events: string[];
  stances: string[];
  /** Every side of the ledger, by key: the order that gives sides their colours. */
  sides: Label[];
};

/** A page of a list. */
export type Page<T> = { items: T[]; next: string | null; total: number | null };

/** RFC 9457. */
export type Problem = { type: string; title: string; status: number; detail: string };
