import { pieces } from '../../text/hostile';
import { Points } from '../../text/points';

type Held = { node: Text; start: number; end: number };

/**
 * A text of a report as written into an element: text nodes only, and a named box for each control character. Knows
 * which node holds which code point.
 */
export class Written {
  private readonly points: Points;
  private readonly held: Held[] = [];

  /**
   * Writes `text` into `into`. `start` is the code point of the report at which the text begins; `named` tells what a
   * control character is called.
   */
  constructor(
    into: HTMLElement,
    text: string,
    private readonly start: number,
    named: (control: string) => string,
  ) {
    this.points = new Points(text);
    const nodes: Node[] = [];
    let at = 0;
    for (const piece of pieces(text)) {
      const end = at + piece.text.length;
      if (piece.control === null) {
        const node = document.createTextNode(piece.text);
        this.held.push({ node, start: at, end });
        nodes.push(node);
      } else {
        const box = document.createElement('span');
        box.className = 'control-char';
        box.title = named(piece.control);
        box.textContent = piece.control;
        nodes.push(box);
      }
      at = end;
    }
    into.replaceChildren(...nodes);
  }

  /** The ranges that hold code points `start` to `end` of the report, as far as they are within this text. */
  ranges(start: number, end: number): Range[] {
    const [from, to] = [this.points.unit(start - this.start), this.points.unit(end - this.start)];
    const out: Range[] = [];
    for (const piece of this.held) {
      const [a, b] = [Math.max(from, piece.start), Math.min(to, piece.end)];
      if (a >= b) continue;
      const range = document.createRange();
      range.setStart(piece.node, a - piece.start);
      range.setEnd(piece.node, b - piece.start);
      out.push(range);
    }
    return out;
  }

  /** The code point of the report that is seen at a place of the window; null where there is none. */
  at(x: number, y: number): number | null {
    const caret = document.caretPositionFromPoint?.(x, y);
    if (!caret) return null;
    const piece = this.held.find((h) => h.node === caret.offsetNode);
    if (!piece) return null;
    // A caret stands between two letters, and beyond a line's end at the nearest; the letter must be under the pointer.
    const unit = piece.start + caret.offset;
    for (const near of [unit, unit - 1]) {
      const point = this.points.point(near) + this.start;
      const seen = this.ranges(point, point + 1).flatMap((r) => [...r.getClientRects()]);
      if (seen.some((r) => x >= r.left - 1 && x <= r.right + 1 && y >= r.top - 2 && y <= r.bottom + 2))
        return point;
    }
    return null;
  }
}
