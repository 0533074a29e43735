import { ascending } from 'd3-array';
import type { Claim, Contest, Count, Label, Word } from '../../api/types';

/** A word within a party's version, and on which side of the contest it stands. */
export type Entry = { word: Word; role: 'asserting' | 'demanding' | 'denying' };

/** Words that one source says in one sentence, in the same way. */
export type Saying = { first: Entry; entries: Entry[] };

/** Entries that stand in one sentence of one source are shown as one. */
export function sayings(entries: readonly Entry[]): Saying[] {
  const out = new Map<string, Saying>();
  for (const entry of entries) {
    const { claim, sentence, source, stance } = entry.word;
    const at = sentence
      ? JSON.stringify([claim.split('-')[0], sentence.start, source?.key, stance, entry.role])
      : claim;
    const known = out.get(at);
    if (known) known.entries.push(entry);
    else out.set(at, { first: entry, entries: [entry] });
  }
  return [...out.values()];
}

/** What a party says about a matter, in order of time; nothing where it is silent. */
export type Version = { side: Label | null; entries: Entry[]; silent: boolean };

const key = (side: Label | null): string => (side === null ? '' : `k${side.key}`);
const early = (a: string | null, b: string | null): number => ascending(a ?? '9999', b ?? '9999');

/**
 * The parties' versions: who spoke first comes first, words of no party's side come behind, silent parties last. Within
 * a version words stand in order of publication.
 */
export function versions(
  contest: Pick<Contest, 'asserting' | 'demanding' | 'denying' | 'silent'>,
): Version[] {
  const entries: Entry[] = [
    ...contest.asserting.map((word) => ({ word, role: 'asserting' as const })),
    ...contest.demanding.map((word) => ({ word, role: 'demanding' as const })),
    ...contest.denying.map((word) => ({ word, role: 'denying' as const })),
  ].sort((a, b) => early(a.word.published, b.word.published));
  const bySide = new Map<string, Version>();
  for (const entry of entries) {
    const known = bySide.get(key(entry.word.side));
    if (known) known.entries.push(entry);
    else bySide.set(key(entry.word.side), { side: entry.word.side, entries: [entry], silent: false });
  }
  const spoke = [...bySide.values()];
  const silent = contest.silent
    .filter((s) => !bySide.has(key(s)))
    .map((side): Version => ({ side, entries: [], silent: true }));
  return [...spoke.filter((v) => v.side !== null), ...spoke.filter((v) => v.side === null), ...silent];
}

/** The days on which anything was said, in order; null where a word's day is not known. */
export function days(all: readonly Version[]): (string | null)[] {
  const found = new Set(all.flatMap((v) => v.entries.map((e) => e.word.published)));
  return [...found].sort(early);
}

/** A number as somebody told it. */
export type ToldNumber = {
  n: number;
  to: number | null;
  bound: string;
  claim: string;
  source: Label | null;
  outlet: string | null;
  published: string | null;
};

/** The numbers of one thing, by party; `low` and `high` are the least and the most that a party's sources told. */
export type NumberRow = {
  harm: string;
  who: string;
  cells: { side: Label | null; low: number; high: number; told: ToldNumber[] }[];
};

/** Tells whose side a claim's word is, and who told it. */
export type Teller = (claim: Claim) => { side: Label | null; source: Label | null };

const whole = (count: Count): count is Count & { n: number } =>
  count.n !== null && !count.since && !count.part;

/**
 * Every number told, side by side and never averaged: those that the contest lists, and those of the incident's claims.
 * Numbers that run since a day, or are part of another, belong to no single incident's row.
 */
export function numberRows(contest: Contest | null, claims: readonly Claim[], teller: Teller): NumberRow[] {
  const rows = new Map<
    string,
    { harm: string; who: string; told: { side: Label | null; told: ToldNumber }[] }
  >();
  const add = (harm: string, who: string, side: Label | null, told: ToldNumber): void => {
    const at = `${harm} ${who}`;
    const row = rows.get(at) ?? { harm, who, told: [] };
    const same = row.told.some(({ told: t }) => t.claim === told.claim && t.n === told.n && t.to === told.to);
    if (!same) row.told.push({ side, told });
    rows.set(at, row);
  };
  for (const { harm, who, told } of contest?.numbers ?? []) {
    for (const { n, to, bound, word } of told) {
      const { claim, source, outlet, published } = word;
      add(harm, who, word.side, { n, to, bound, claim, source, outlet, published });
    }
  }
  for (const claim of claims) {
    const { side, source } = teller(claim);
    for (const count of claim.counts.filter(whole)) {
      const { n, to, bound } = count;
      const { id, outlet, published } = claim;
      add(count.harm, count.who, side, {
        n,
        to: to ?? null,
        bound: bound ?? 'exact',
        claim: id,
        source,
        outlet,
        published,
      });
    }
  }
  return [...rows.values()].map(({ harm, who, told }) => {
    const cells = new Map<string, NumberRow['cells'][number]>();
    for (const { side, told: one } of told) {
      const cell = cells.get(key(side)) ?? { side, low: Infinity, high: -Infinity, told: [] };
      cell.low = Math.min(cell.low, one.n);
      cell.high = Math.max(cell.high, one.to ?? one.n);
      cell.told.push(one);
      cell.told.sort((a, b) => early(a.published, b.published) || a.n - b.n);
      cells.set(key(side), cell);
    }
    return { harm, who, cells: [...cells.values()] };
  });
}

/** The sides that told any number, each once, in order of their first; numbers of no side come last. */
export function sidesOf(rows: readonly NumberRow[]): (Label | null)[] {
  const found = new Map<string, Label | null>();
  for (const { side } of rows.flatMap((r) => r.cells)) if (!found.has(key(side))) found.set(key(side), side);
  return [...found.values()].sort((a, b) => Number(a === null) - Number(b === null));
}

/** The cell of a side in a row. */
export const cellOf = (row: NumberRow, side: Label | null): NumberRow['cells'][number] | undefined =>
  row.cells.find((c) => key(c.side) === key(side));
