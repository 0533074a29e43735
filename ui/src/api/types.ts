/** The shapes that the server answers with, under `/api/v1`. */

/** A name with its key; `ar` is as reports have it, `en` where one is known. */
export type Label = { key: string; ar: string; en: string | null };

/** A stretch of a report's text, in Unicode code points of the text as stored. */
export type Span = { text: string; start: number; end: number };

export type Stance = 'asserts' | 'denies' | 'demands' | 'plans' | 'rejects' | 'threatens' | (string & {});

/** A span with what it resolves to. */
export type Named = Span & {
  id?: string | null;
  ar?: string | null;
  en?: string | null;
  country?: string | null;
  sector?: string | null;
};

/** A place as named in one place of a report, with what the gazetteer knows of it. */
export type NamedPlace = Named & {
  admin?: string | null;
  kind?: string | null;
  lat?: number | null;
  lon?: number | null;
};

export type Count = {
  harm: string;
  who: string;
  /** `null` where only words such as "dozens" are told. */
  n: number | null;
  to?: number | null;
  bound?: string | null;
  since?: string | null;
  part?: boolean;
};

export type Claim = {
  id: string;
  report: string;
  document: string;
  outlet: string | null;
  published: string | null;
  event: string;
  stance: Stance;
  chain: Named[];
  actor: Named[];
  target: Named[];
  place: NamedPlace[];
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
  /** The incident that it speaks of. */
  incident: string | null;
  /** The last judgement of it that stands. */
  decision: Decision | null;
  rejected: boolean;
  sentence: Span | null;
  marks: Mark[];
};

/** Code points of the report to mark, and the field they gave. */
export type Mark = {
  start: number;
  end: number;
  field: 'event' | 'source' | 'cue' | 'actor' | 'target' | 'place' | 'date' | 'count';
};

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
  precision: 'point' | 'area' | 'unknown';
  kind: string;
};

export type Incident = {
  id: string;
  family: string;
  actual: boolean;
  /** `2020-10-08`, `2020-10-08/2020-10-11`, `2020-10` or `2020` */
  date: string | null;
  /** `day`, `interval`, `month` or `year` */
  date_precision: string | null;
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

export type IncidentWhole = Incident & { contest: Contest | null; claims_whole: Claim[] };

export type Told = { n: number; to: number | null; bound: string; word: Word };

/** A contested matter in a line. */
export type ContestBrief = {
  matter: string;
  about: string;
  family: string | null;
  day: string | null;
  place: IncidentPlace[];
  /** How many claims assert and deny it, and how many numbers of it differ. */
  asserting: number;
  denying: number;
  numbers: number;
};

export type Contest = {
  /** `incident`, `truce` or `violation` */
  matter: string;
  about: string;
  /** The kind of incident; absent for truces. */
  family: string | null;
  /** The day by which it is listed. */
  day: string | null;
  place: IncidentPlace[];
  asserting: Word[];
  demanding: Word[];
  denying: Word[];
  silent: Label[];
  first: Word | null;
  numbers: { harm: string; who: string; told: Told[] }[];
  changes: { what: string; before: Word; after: Word }[];
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
  /** How many counts there are; of a long series some are left out. */
  counts: number;
  points: TollPoint[];
};

export type TrucePosition = {
  party: Label;
  position: string;
  day: string | null;
  own: boolean;
  word: Word;
  /** Claims that tell the same. */
  with: string[];
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
  /** Only wished for: no day told of it is one on which it was agreed or began. */
  wished: boolean;
  start: string | null;
  kinds: string[];
  parties: Label[];
  brokers: Label[];
  place: IncidentPlace[];
  positions: TrucePosition[];
  others: Word[];
  violations: Violation[];
  terms: string[];
  claims: string[];
};

export type TruceState = {
  on: string;
  /** `null` where no start is told. */
  begun: boolean | null;
  /** The last position of each party told by that day. */
  positions: TrucePosition[];
  silent: Label[];
  violations: Violation[];
};

/** From when to when a truce is to hold, as told, with the claims that tell it. */
export type TruceSpan = {
  start: { day: string; claims: string[] } | null;
  /** What most reports tell first. */
  terms: { hours: number; claims: string[] }[];
  /** By the first of the terms. */
  end: string | null;
};

export type TruceWhole = Truce & { state: TruceState; contests: Contest[]; span: TruceSpan };

export type Stats = {
  reports: number;
  claims: number;
  incidents: number;
  contests: number;
  truces: number | null;
  decisions: number;
  /** Decisions that are not worked into the account yet. */
  waiting: number;
  first: string | null;
  last: string | null;
  /** First and last day of publication of the reports that are counted. */
  first_asked: string | null;
  last_asked: string | null;
  outlets: number;
  /** What this state of the ledger is called; `seen` of a later visit. */
  stamp: string;
};

export type Changes = {
  since: string;
  reports: number;
  claims: number;
  incidents: number;
  contests: number;
  decisions: number;
};

export type TimeBin = { from: string; to: string; incidents: number; claims: number; contested: number };

export type Overview = {
  stats: Stats;
  /** Absent where no `seen` was told. */
  changes: Changes | null;
  timeline: TimeBin[];
  tolls: TollSeries[];
  truces: Truce[];
  contests: ContestBrief[];
  places: {
    place: Label;
    lat: number | null;
    lon: number | null;
    kind: string;
    radius_km: number | null;
    incidents: number;
  }[];
  events: { event: string; claims: number }[];
  /** The sides that these tolls, truces and contests name, the most named first. */
  sides: Label[];
};

/** A place on the map: the most exact that is told of its incidents. */
export type MapPlace = { place: Label; lat: number; lon: number; kind: string; radius_km: number | null };

/** The incidents of one place that began within one bin, a column each; no bin where they have no day. */
export type MapCells = { place: number[]; bin: (number | null)[]; incidents: number[]; contested: number[] };

export type MapData = {
  bins: string[];
  places: MapPlace[];
  cells: MapCells;
  without_position: number;
  left_out: number;
};

export type ReportBrief = {
  document: string;
  report: string;
  outlet: string | null;
  title: string | null;
  url: string | null;
  published: string | null;
  claims: number;
};

export type Report = ReportBrief & { text: string; claims_whole: Claim[]; copies: ReportBrief[] };

/** How the reader came to a claim. */
export type Explanation = {
  claim: string;
  made: boolean;
  rules: { rule: string; says: string }[];
  sentence: Span | null;
  words: { word: Span; analyses: string[] }[];
  names: { phrase: Span; name: Span; reading: string }[];
  speakers: { cue: Span; content: Span; chain: Span[]; rule: string }[];
  candidates: {
    trigger: Span;
    frame: string;
    events: { event: string; probability: number }[];
    built: boolean;
    refused: string | null;
  }[];
};

/** A report in which the words that were asked for stand. */
export type Hit = ReportBrief & {
  sentence: Span | null;
  /** The words that were found, within the report. */
  words: Span[];
};

export type Suggestion = {
  kind: 'place' | 'party' | 'source' | 'event' | 'outlet' | 'truce' | (string & {});
  key: string;
  ar: string;
  en: string | null;
};

export type Source = {
  source: Label | null;
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

/** A page of the queue: `open` of its claims wait for whoever asks, which are the worthiest of `among` where not all. */
export type Queue = Page<QueueItem> & { open: number; among: number };

export type Progress = {
  decided: number;
  open: number;
  /** Decisions that are not worked into the account yet. */
  waiting: number;
  by: { who: string; decisions: number }[];
  agreement: { pairs: number; agreeing: number; share: number | null; kappa: number | null };
};

export type DecisionAction = 'accept' | 'correct' | 'reject' | 'note' | 'merge' | 'split' | 'undo';

export type Decision = {
  id: number;
  at: string;
  by: string;
  action: string;
  about: string;
  detail: Record<string, unknown> | null;
  why: string;
  undone: boolean;
};

/** Something that happened to a claim: read, missed by a reading, or decided. */
export type Past = {
  at: string | null;
  by: string;
  action: string;
  about: string | null;
  detail: Record<string, unknown> | null;
  why: string | null;
  hash: string | null;
};

export type NewDecision = {
  action: DecisionAction;
  /** One claim; for `merge` and `split` two. */
  about: string[];
  /** What `correct` corrects, with its `value`. */
  field?: string;
  value?: string;
  /** The decision that `undo` takes back; the last about the claim where absent. */
  decision?: number;
  why: string;
  by: string;
};

export type Term = { key: string; ar: string; en: string };

export type Meta = {
  version: string;
  reader: string;
  writable: boolean;
  events: Term[];
  stances: Term[];
  /** The sides of the whole account, the most named first. */
  sides: Label[];
  /** The last day of publication. */
  last: string | null;
};

/** A page of a list. */
export type Page<T> = { items: T[]; next: string | null; total: number | null };

/** RFC 9457. */
export type Problem = { type: string; title: string; status: number; detail: string };
