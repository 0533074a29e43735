import { ascending } from 'd3-array';
import type { Mark } from '../../api/types';

export type Stretch = { start: number; end: number };

/** A claim as the page of its report needs it: where its words stand. */
export type Placed = { id: string; marks: readonly Mark[]; trigger: Stretch; text: Stretch };

/** For each field the stretches that carry it for any claim, joined where they touch, in order. */
export function unions(marks: readonly Mark[]): Map<Mark['field'], Stretch[]> {
  const out = new Map<Mark['field'], Stretch[]>();
  for (const { field, start, end } of [...marks].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (end <= start) continue;
    const known = out.get(field) ?? [];
    const last = known.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else known.push({ start, end });
    out.set(field, known);
  }
  return out;
}

const holds = (s: Stretch, point: number): boolean => s.start <= point && point < s.end;
const length = (s: Stretch): number => s.end - s.start;

/**
 * The claims whose words stand at a code point: first those of which the event is told there, then those with a marked
 * word there, the shortest first, then those whose clause reaches over it.
 */
export function claimsAt(claims: readonly Placed[], point: number): string[] {
  const rank = (c: Placed): [number, number] | null => {
    if (holds(c.trigger, point)) return [0, length(c.trigger)];
    const marks = c.marks.filter((m) => holds(m, point)).map(length);
    if (marks.length > 0) return [1, Math.min(...marks)];
    return holds(c.text, point) ? [2, length(c.text)] : null;
  };
  return claims
    .map((c) => ({ id: c.id, rank: rank(c) }))
    .filter((c): c is { id: string; rank: [number, number] } => c.rank !== null)
    .sort((a, b) => a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1])
    .map((c) => c.id);
}

/** The one after `current` in a round of ids; the first where `current` is none of them. */
export function after(ids: readonly string[], current: string | null): string | null {
  const at = current === null ? -1 : ids.indexOf(current);
  return ids[(at + 1) % Math.max(1, ids.length)] ?? null;
}

/** The id `by` steps from `current`, staying within the list; its first or last where `current` is none of it. */
export function step(ids: readonly string[], current: string | null, by: 1 | -1): string | null {
  const at = current === null ? -1 : ids.indexOf(current);
  if (at < 0) return (by === 1 ? ids[0] : ids.at(-1)) ?? null;
  return ids[Math.min(ids.length - 1, Math.max(0, at + by))] ?? null;
}

/** Claims in the order in which their events are told. */
export const inOrder = <C extends { trigger: Stretch; id: string }>(claims: readonly C[]): C[] =>
  [...claims].sort((a, b) => a.trigger.start - b.trigger.start || ascending(a.id, b.id));

/** An address of a report that may be linked to; null for anything but the web. */
export function webAddress(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null;
  return /^https?:$/.test(new URL(url).protocol) ? url : null;
}

/** The stretch that an address tells, `12-17`; null where it tells none. */
export function stretch(text: string | undefined): Stretch | null {
  const match = /^(\d{1,9})-(\d{1,9})$/.exec(text ?? '');
  if (!match) return null;
  const [start, end] = [Number(match[1]), Number(match[2])];
  return start < end ? { start, end } : null;
}
