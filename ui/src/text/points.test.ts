import { describe, expect, it } from 'vitest';
import { Points } from './points';

describe('places in a text', () => {
  it('are the same where every character is one unit', () => {
    const points = new Points('قُصفت كنجة');
    expect(points.length).toBe(10);
    expect(points.unit(4)).toBe(4);
    expect(points.point(7)).toBe(7);
  });

  it('part behind a character beyond U+FFFF', () => {
    const text = '🕊️ هدنة 𐤀 ثم خرق';
    const points = new Points(text);
    const chars = Array.from(text);
    expect(points.length).toBe(chars.length);
    for (let at = 0; at <= chars.length; at += 1) {
      const unit = points.unit(at);
      expect(text.slice(0, unit)).toBe(chars.slice(0, at).join(''));
      expect(points.point(unit)).toBe(at);
    }
  });

  it('fall back to the character that a pair writes', () => {
    expect(new Points('a😀b').point(2)).toBe(1);
    expect(new Points('a😀b').point(3)).toBe(2);
  });

  it('stay within the text', () => {
    const points = new Points('😀');
    expect(points.unit(9)).toBe(2);
    expect(points.unit(-1)).toBe(0);
    expect(points.point(9)).toBe(1);
  });
});
