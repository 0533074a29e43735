import type { Filter } from '../filters/filter';
import { ends } from '../format/format';
import { folded } from '../text/fold';
import type { Claim, Contest, Incident, Named, TollSeries, Truce } from './types';

/** A name as it is compared. */
const compared = (name: string): string => folded(name.trim());

/** Whether a name is the one asked for: by id, country, `COUNTRY/SECTOR`, or spelling. */
export function isNamed(name: Named, asked: string): boolean {
  if (name.id === asked || name.country === asked || `iso:${name.country}` === asked) return true;
  if (name.country && `${name.country}/${name.sector ?? '-'}` === asked) return true;
  const want = compared(asked);
  return [name.text, name.ar, name.en].some((text) => Boolean(text) && compared(text ?? '') === want);
}

/** The first and last day a claim can be found under: its own, else that of publication. */
export const claimDays = (claim: Claim): [string, string] | null => {
  const days = claim.date ?? claim.published;
  return days === null ? null : ends(days);
};

/** Whether a claim is asked for; the rules are those of `riwaya claims`. */
export function isAsked(claim: Claim, filter: Filter, sinceTruce: string | null): boolean {
  const days = claimDays(claim);
  const from = [filter.from, sinceTruce]
    .filter((d): d is string => d !== null)
    .sort()
    .at(-1);
  if (from !== undefined && (days === null || days[1] < from)) return false;
  if (filter.to !== null && (days === null || days[0] > filter.to)) return false;
  if (filter.confidence !== null && claim.confidence < filter.confidence) return false;
  if (filter.event.length > 0 && !filter.event.includes(claim.event)) return false;
  if (filter.stance.length > 0 && !filter.stance.includes(claim.stance)) return false;
  const { place, party, source, outlet } = filter;
  if (outlet !== null && (claim.outlet === null || compared(claim.outlet) !== compared(outlet))) return false;
  if (place !== null && !claim.place.some((n) => isNamed(n, place))) return false;
  if (party !== null && ![...claim.actor, ...claim.target].some((n) => isNamed(n, party))) return false;
  if (source !== null && !claim.chain.some((n) => isNamed(n, source))) return false;
  return true;
}

/** The claims on which a thing of the account stands; it is shown if one of them is asked for. */
export const claimsOf = {
  incident: (i: Incident): string[] => i.claims.map((c) => c.id),
  contest: (c: Contest): string[] =>
    [
      ...c.asserting,
      ...c.demanding,
      ...c.denying,
      ...c.numbers.flatMap((n) => n.told.map((t) => t.word)),
    ].map((w) => w.claim),
  tolls: (t: TollSeries): string[] => t.points.map((p) => p.word.claim),
  truce: (t: Truce): string[] => t.claims,
};
