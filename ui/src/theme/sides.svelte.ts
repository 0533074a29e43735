import type { Label } from '../api/types';

/** How many colours there are before they come again, with a dot of another form. */
export const COLOURS = 8;
/** How many forms a dot has; `Name.svelte` draws them. */
export const FORMS = 6;

let all = $state.raw<readonly Label[]>([]);
const order = $derived(new Map(all.map((s, at) => [s.key, at])));

/**
 * The look of a side by its place among all sides of the ledger, so that it stays the same in every view; `null` for whoever
 * is none of them: any colour would name a side that he is not.
 */
export function look(key: string | null): { colour: number; form: number } | null {
  const at = key === null ? undefined : order.get(key);
  if (at === undefined || at >= COLOURS * FORMS) return null;
  return { colour: at % COLOURS, form: Math.floor(at / COLOURS) };
}

/** The classes that give an element the colour of a side, in `--side`, and its dot a form. */
export const sideClass = (side: Label | null | undefined): string => {
  const told = look(side?.key ?? null);
  if (!told) return 'side-none';
  return told.form === 0 ? `side-${told.colour}` : `side-${told.colour} form-${told.form}`;
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
