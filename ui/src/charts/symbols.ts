import { path } from 'd3-path';
import {
  symbol,
  symbolCircle,
  symbolCross,
  symbolDiamond,
  symbolSquare,
  symbolStar,
  symbolTriangle,
  symbolWye,
  type CanvasPath_D3Shape,
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

/** The nth form at each of some places, in one outline. */
export function formsAt(n: number, places: readonly (readonly [number, number])[], size: number): string {
  const outline = path();
  const type = FORMS[n % FORMS.length] ?? symbolCircle;
  for (const [x, y] of places) {
    // The forms above are drawn by these alone.
    const moved: Partial<CanvasPath_D3Shape> = {
      moveTo: (a, b) => outline.moveTo(a + x, b + y),
      lineTo: (a, b) => outline.lineTo(a + x, b + y),
      rect: (a, b, width, height) => outline.rect(a + x, b + y, width, height),
      arc: (a, b, r, from, to, back) => outline.arc(a + x, b + y, r, from, to, back),
      closePath: () => outline.closePath(),
    };
    type.draw(moved as CanvasPath_D3Shape, size);
  }
  return outline.toString();
}

const DASHES: readonly string[] = ['', '7 3', '2 3', '9 3 2 3', '4 2', '1 4', '12 4'];

/** The dashes of the nth line. */
export const dashes = (n: number): string => DASHES[n % DASHES.length] ?? '';
