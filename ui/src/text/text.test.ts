import { describe, expect, it } from 'vitest';
import { direction } from './direction';
import { pieces, plain } from './hostile';
import { segments } from './marks';

describe('hostile text', () => {
  it('shows what would turn or hide its surroundings', () => {
    expect(pieces('ab\u202Ecd')).toEqual([
      { text: 'ab', control: null },
      { text: '\u202E', control: 'RLO' },
      { text: 'cd', control: null },
    ]);
    expect(pieces('\u0000\u2066').map((p) => p.control)).toEqual(['U+0000', 'LRI']);
  });

  it('leaves lines and the joiners of Arabic alone', () => {
    const text = 'سطر\nمی‌شود';
    expect(pieces(text)).toEqual([{ text, control: null }]);
  });

  it('isolates what goes into attributes', () => {
    expect(plain('x\u202Ey')).toBe('\u2068x⟨RLO⟩y\u2069');
  });
});

describe('marks', () => {
  const text = 'قال 😀 إن القصف استمر';
  const span = { text, start: 100, end: 100 + Array.from(text).length };

  it('cut at code points, not at halves of them', () => {
    const parts = segments(span, [{ start: 104, end: 105 }]);
    expect(parts.map((p) => p.text)).toEqual(['قال ', '😀', ' إن القصف استمر']);
    expect(parts.map((p) => p.marks.length)).toEqual([0, 1, 0]);
  });

  it('may overlap, reach beyond the text, or miss it; the text stays whole', () => {
    const marks = [
      { start: 90, end: 103 },
      { start: 102, end: 108 },
      { start: 300, end: 310 },
      { start: 105, end: 105 },
    ];
    const parts = segments(span, marks);
    expect(parts.map((p) => p.text).join('')).toBe(text);
    expect(parts.find((p) => p.start === 102)?.marks).toEqual(marks.slice(0, 2));
    expect(parts.some((p) => p.marks.includes(marks[2] as (typeof marks)[0]))).toBe(false);
  });

  it('cut nothing where there are none', () => {
    expect(segments(span, []).map((p) => p.text)).toEqual([text]);
  });
});

describe('the way of a text', () => {
  it.each([
    ['CNN: قالت الوزارة إن القصف استمر', 'rtl'],
    ['<script>alert(1)</script> قال المتحدث إن القصف استمر أمس', 'rtl'],
    ['13 قتيلا', 'rtl'],
    ['The ministry said so («قالت»)', 'ltr'],
    ['2020-10-08', 'auto'],
    ['', 'auto'],
  ])('%s', (text, way) => expect(direction(text)).toBe(way));
});
