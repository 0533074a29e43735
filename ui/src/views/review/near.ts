import type { Claim, Incident } from '../../api/types';
import { DAY, dayAt, ends } from '../../format/format';

/** The day of an incident, told or else that of the first report of it. */
export const dayOf = (i: Incident): string | null => i.date ?? i.first_published;

/** How many days lie between two stretches of days; none where they touch. */
function apart(a: string, b: string): number {
  const [[aFrom, aTo], [bFrom, bTo]] = [ends(a), ends(b)];
  const days = (from: string, to: string): number => (dayAt(to).valueOf() - dayAt(from).valueOf()) / DAY;
  return Math.max(0, days(aTo, bFrom) || 0, days(bTo, aFrom) || 0);
}

/** Incidents that a claim may tell of as well: those at its place first, the nearest day before others, its event. */
export function nearest(
  claim: Pick<Claim, 'date' | 'published' | 'event'> & {
    place: readonly { id?: string | null }[];
  },
  incidents: readonly Incident[],
): Incident[] {
  const day = claim.date ?? claim.published;
  const places = new Set(claim.place.map((p) => p.id));
  const rank = (i: Incident): [number, number, number] => {
    const at = dayOf(i);
    return [
      Number(!i.place.some((p) => places.has(p.key))),
      day === null || at === null ? Infinity : apart(day, at),
      Number(i.family !== claim.event),
    ];
  };
  return incidents
    .map((incident) => ({ incident, rank: rank(incident) }))
    .sort((a, b) => {
      const nth = a.rank.findIndex((r, n) => r !== b.rank[n]);
      return nth < 0 ? 0 : (a.rank[nth] ?? 0) - (b.rank[nth] ?? 0);
    })
    .map(({ incident }) => incident);
}

/** Whether what an incident is called by has all the words that were typed, in any language. */
export function tells(typed: string, names: readonly (string | null)[]): boolean {
  const told = names.filter(Boolean).join(' ').toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => told.includes(word));
}
