import type { Label } from '../api/types';

/** How many looks there are before they come again; forms differ too, so colour is never the only sign. */
export const LOOKS = 8;

let all = $state.raw<readonly Label[]>([]);
const order = $derived(new Map(all.map((s, at) => [s.key, at])));

/** The look of a side, 0 to 7: by its place among all sides of the ledger, so that it stays the same in every view. */
export function look(key: string | null): number {
  if (key === null) return -1;
  const at = order.get(key);
  if (at !== undefined) return at % LOOKS;
  let sum = 0;
  for (const char of key) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) >>> 0;
  return sum % LOOKS;
}

/** The class that gives an element the colour of a side, in `--side`. */
export const sideClass = (side: Label | null | undefined): string => {
  const at = look(side?.key ?? null);
  return at < 0 ? 'side-none' : `side-${at}`;
};

/**
 * Takes up the sides of the whole ledger, the most named first. Only the first time: from then on their order gives them
 * their looks, so that neither filters nor decisions change a colour.
 */
export function keepSides(sides: readonly Label[]): void {
  if (all.length === 0) all = sides;
}

/** The sides of the whole ledger. */
export const allSides = (): readonly Label[] => all;
