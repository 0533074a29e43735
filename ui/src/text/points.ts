/**
 * Turns places in a text between Unicode code points, in which the ledger counts, and UTF-16 units, in which the
 * browser does. They part at the first character beyond U+FFFF.
 */
export class Points {
  /** The UTF-16 unit at which each code point begins; null where every one is a single unit. */
  private readonly units: Uint32Array | null;
  /** How many code points the text has. */
  readonly length: number;

  constructor(text: string) {
    const starts: number[] = [];
    for (let at = 0; at < text.length; at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1) starts.push(at);
    this.length = starts.length;
    starts.push(text.length);
    this.units = starts.length - 1 === text.length ? null : Uint32Array.from(starts);
  }

  /** The unit at which a code point begins; the text's end for one beyond it. */
  unit(point: number): number {
    const at = Math.min(Math.max(0, point), this.length);
    return this.units === null ? at : (this.units[at] ?? 0);
  }

  /** The code point to which a unit belongs; a unit within a pair belongs to the character that the pair writes. */
  point(unit: number): number {
    if (this.units === null) return Math.min(Math.max(0, unit), this.length);
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.units[middle] ?? 0) <= unit) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
