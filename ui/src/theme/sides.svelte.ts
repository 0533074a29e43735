import type { Label } from '../api/types';

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

/** Tells the order of sides; once, when the ledger's own list is known. */
export const orderSides = (sides: readonly Label[]): void => {
  order = sides.map((s) => s.key);
};
