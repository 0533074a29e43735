import { kept } from '../../theme/kept';

/** The last look at a state of the ledger. */
export type Visit = { stamp: string; at: string };

const KEY = 'visit';
/** Looks within an hour of one another are one visit, so that a reload does not hide what is new. */
const APART = 3_600_000;

const parse = (text: string | null): { before: Visit | null; now: Visit } | null => {
  try {
    return text === null ? null : (JSON.parse(text) as { before: Visit | null; now: Visit });
  } catch {
    return null;
  }
};

/** The visit before this one; `null` on the first. */
export function lastVisit(at = Date.now()): Visit | null {
  const known = parse(kept.get(KEY));
  if (!known) return null;
  return at - Date.parse(known.now.at) > APART ? known.now : known.before;
}

/** Notes that a state of the ledger was seen. */
export function visited(stamp: string, at = Date.now()): void {
  const now = { stamp, at: new Date(at).toISOString() };
  kept.set(KEY, JSON.stringify({ before: lastVisit(at), now }));
}
