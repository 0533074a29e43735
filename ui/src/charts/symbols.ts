import {
  symbol,
  symbolCircle,
  symbolCross,
  symbolDiamond,
  symbolSquare,
  symbolStar,
  symbolTriangle,
  symbolWye,
  type SymbolType,
} from 'd3-shape';

const FORMS: readonly SymbolType[] = [
  symbolCircle,
  symbolSquare,
  symbolTriangle,
  symbolDiamond,
  symbolWye,
  symbolCross,
  symbolStar,
];

/** The outline of the nth form, so that lines can be told apart without their colours. */
export const form = (n: number, size = 70): string =>
  symbol(FORMS[n % FORMS.length] ?? symbolCircle, size)() ?? '';

const DASHES: readonly string[] = ['', '7 3', '2 3', '9 3 2 3', '4 2', '1 4', '12 4'];

/** The dashes of the nth line. */
export const dashes = (n: number): string => DASHES[n % DASHES.length] ?? '';
