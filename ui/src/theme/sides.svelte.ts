import type { Api } from '../api/api';
import type { Label, Overview } from '../api/types';
import { NO_FILTER } from '../filters/filter';

/** How many looks there are before they come again; forms differ too, so colour is never the only sign. */
export const LOOKS = 8;

let order = $state.raw<readonly string[]>([]);

/** The look of a side, 0 to 7: by its place among all sides of the ledger, so that it stays the same in every view. */
export function look(key: string | null): number {
  if (key === null) return -1;
  const at = order.indexOf(key);
  if (at >= 0) return at % LOOKS;
  let sum = 0;
  for (const char of key) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) >>> 0;
  return sum % LOOKS;
}

/** The class that gives an element the colour of a side, in `--side`. */
export const sideClass = (side: Label | null | undefined): string => {
  const at = look(side?.key ?? null);
  return at < 0 ? 'side-none' : `side-${at}`;
};

/** The sides that the account of a ledger names, the most named first, then by key. */
export function sidesOf(overview: Pick<Overview, 'tolls' | 'truces' | 'contests'>): Label[] {
  const found = new Map<string, { label: Label; times: number }>();
  const meet = (label: Label | null): void => {
    if (!label) return;
    const known = found.get(label.key) ?? { label, times: 0 };
    known.times += 1;
    found.set(label.key, known);
  };
  for (const series of overview.tolls) {
    meet(series.victims);
    for (const point of series.points) meet(point.word.side);
  }
  for (const truce of overview.truces) {
    truce.parties.forEach(meet);
    for (const v of truce.violations) [...v.accused, v.word.side].forEach(meet);
  }
  for (const c of overview.contests) for (const w of [...c.asserting, ...c.denying]) meet(w.side);
  return [...found.values()]
    .sort((a, b) => b.times - a.times || a.label.key.localeCompare(b.label.key))
    .map((s) => s.label);
}

let asked: Promise<Label[]> | null = null;

/**
 * The sides of the whole ledger; asked for once. From then on their order gives them their looks, so that filters
 * change no colour.
 */
export function allSides(api: Pick<Api, 'overview'>): Promise<Label[]> {
  asked ??= api.overview(NO_FILTER).then((whole) => {
    const sides = sidesOf(whole);
    order = sides.map((s) => s.key);
    return sides;
  });
  return asked;
}
