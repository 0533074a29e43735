import { ascending } from 'd3-array';
import type { Label, Truce, TrucePosition, TruceState, Violation } from '../../api/types';

/** A party's position from a day until it takes another. */
export type Stretch = { from: string; to: string; position: string; told: TrucePosition };

/** A party's row of the band. */
export type PartyRow = { party: Label; stretches: Stretch[]; violations: Violation[] };

/** The day of an alleged violation: its own, else that of the report that tells it. */
export const violationDay = (v: Violation): string | null => v.date?.slice(0, 10) ?? v.word.published;

/** Whether somebody denies the violation: then nobody is accused by these words. */
export const isDenied = (v: Violation): boolean => v.word.stance === 'denies' || v.word.stance === 'rejects';

/** The violations of one day that are alleged, or of one day that are denied: they have one mark. */
export type Heap = { day: string; denied: boolean; all: Violation[] };

/** Violations by their day, the alleged apart from the denied, as they follow one another; those of no day are left out. */
export function heaps(violations: readonly Violation[]): Heap[] {
  const found = new Map<string, Heap>();
  for (const v of violations) {
    const day = violationDay(v);
    if (day === null) continue;
    const denied = isDenied(v);
    const key = `${day}${denied ? ' denied' : ''}`;
    const heap = found.get(key);
    if (heap) heap.all.push(v);
    else found.set(key, { day, denied, all: [v] });
  }
  return [...found.values()].sort((a, b) => ascending(a.day, b.day) || Number(a.denied) - Number(b.denied));
}

const same = (a: Label, b: Label): boolean => (a.key ?? a.ar) === (b.key ?? b.ar);

/** Every day that a truce names, sorted, each once. */
export function truceDays(truce: Truce): string[] {
  const days = [
    truce.agreed,
    truce.start,
    ...truce.positions.map((p) => p.day),
    ...truce.violations.map(violationDay),
    ...truce.others.map((w) => w.published),
  ];
  return [...new Set(days.filter((d): d is string => d !== null).map((d) => d.slice(0, 10)))].sort();
}

/**
 * Which of two positions of a party stands: the later told, of one day rather the party's own word, as the desk has it. Both
 * are in the order in which the truce lists them.
 */
const standing = (before: TrucePosition, after: TrucePosition): TrucePosition => {
  const [first, second] = [before.day ?? '', after.day ?? ''];
  return first < second || (first === second && (after.own || !before.own)) ? after : before;
};

/** A party's positions as stretches up to `last`: one for as long as the same is told, from the day on which it was first. */
export function stretchesOf(truce: Truce, party: Label, last: string): Stretch[] {
  const told = truce.positions
    .filter((p) => same(p.party, party) && p.day !== null)
    .sort((a, b) => ascending(a.day ?? '', b.day ?? ''));
  const daily = new Map<string, TrucePosition>();
  for (const p of told) {
    const day = p.day ?? '';
    const before = daily.get(day);
    daily.set(day, before ? standing(before, p) : p);
  }
  const stretches: Stretch[] = [];
  for (const [from, p] of daily) {
    const before = stretches.at(-1);
    if (before?.position === p.position) continue;
    if (before) before.to = from;
    stretches.push({ from, to: last, position: p.position, told: p });
  }
  return stretches;
}

/** The day from which a party has held, without a word to the contrary, the position that stands on a day. */
export const heldSince = (truce: Truce, party: Label, on: string): string | null =>
  stretchesOf(truce, party, on).findLast((s) => s.from <= on)?.from ?? null;

/** Where each party of a truce stood on a day. */
export function truceState(truce: Truce, on: string): TruceState {
  const told = truce.positions.filter((p) => p.day !== null && p.day <= on);
  const positions = truce.parties.flatMap((party) => {
    const mine = told.filter((p) => p.party.key === party.key);
    return mine.length > 0 ? [mine.reduce(standing)] : [];
  });
  const begins = truce.start ?? truce.agreed;
  return {
    on,
    begun: begins === null || truce.wished ? null : begins <= on,
    positions,
    silent: truce.parties.filter((party) => !positions.some((p) => p.party.key === party.key)),
    violations: truce.violations.filter((v) => (v.date ?? v.word.published ?? '') <= on),
  };
}

/**
 * Each party's positions as stretches up to `last`, and the violations of which it is accused. Whoever is accused
 * without being a party has a row too; a violation that accuses nobody stands in the row without a party.
 */
export function partyRows(truce: Truce, last: string): { rows: PartyRow[]; nobody: Violation[] } {
  const parties = [...truce.parties];
  const add = (label: Label): void => {
    if (!parties.some((p) => same(p, label))) parties.push(label);
  };
  for (const p of truce.positions) add(p.party);
  for (const v of truce.violations) v.accused.forEach(add);
  const rows = parties.map((party) => ({
    party,
    stretches: stretchesOf(truce, party, last),
    violations: truce.violations.filter((v) => v.accused.some((a) => same(a, party))),
  }));
  return { rows, nobody: truce.violations.filter((v) => v.accused.length === 0) };
}

/** How often each accuser accuses each accused, denials left out: rows by accuser, `null` where nobody is named. */
export function accusations(violations: readonly Violation[]): {
  accusers: (Label | null)[];
  accused: (Label | null)[];
  count: (accuser: Label | null, accused: Label | null) => number;
} {
  const key = (l: Label | null): string => l?.key ?? l?.ar ?? '';
  const accusers = new Map<string, Label | null>();
  const accused = new Map<string, Label | null>();
  const counts = new Map<string, number>();
  for (const v of violations.filter((v) => !isDenied(v))) {
    const by = v.word.side ?? v.word.source;
    accusers.set(key(by), by);
    for (const on of v.accused.length > 0 ? v.accused : [null]) {
      accused.set(key(on), on);
      const pair = `${key(by)}\n${key(on)}`;
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
    }
  }
  return {
    accusers: [...accusers.values()],
    accused: [...accused.values()],
    count: (by, on) => counts.get(`${key(by)}\n${key(on)}`) ?? 0,
  };
}

/** The days from the first to the last, each. */
export function everyDay(first: string, last: string): string[] {
  const days: string[] = [];
  const end = Date.parse(`${last}T00:00:00Z`);
  for (let at = Date.parse(`${first}T00:00:00Z`); at <= end && days.length < 5000; at += 86_400_000) {
    days.push(new Date(at).toISOString().slice(0, 10));
  }
  return days;
}
