import { describe, expect, it } from 'vitest';
import { after, claimsAt, inOrder, step, stretch, unions, webAddress, type Placed } from './layout';

const placed = (
  id: string,
  trigger: [number, number],
  text: [number, number],
  source?: [number, number],
): Placed => ({
  id,
  trigger: { start: trigger[0], end: trigger[1] },
  text: { start: text[0], end: text[1] },
  marks: [
    { field: 'event' as const, start: trigger[0], end: trigger[1] },
    ...(source ? [{ field: 'source' as const, start: source[0], end: source[1] }] : []),
  ],
});

describe('marks of many claims', () => {
  it('join within a field and stay apart between fields', () => {
    const all = unions([
      { field: 'source', start: 4, end: 9 },
      { field: 'source', start: 0, end: 5 },
      { field: 'place', start: 3, end: 6 },
      { field: 'source', start: 12, end: 14 },
      { field: 'place', start: 8, end: 8 },
    ]);
    expect(all.get('source')).toEqual([
      { start: 0, end: 9 },
      { start: 12, end: 14 },
    ]);
    expect(all.get('place')).toEqual([{ start: 3, end: 6 }]);
  });
});

describe('claims at a place', () => {
  const claims = [
    placed('clause', [40, 44], [0, 60]),
    placed('source', [20, 24], [0, 30], [2, 12]),
    placed('event', [5, 8], [0, 10]),
  ];

  it('come by event, by marked word, by clause', () => {
    expect(claimsAt(claims, 6)).toEqual(['event', 'source', 'clause']);
    expect(claimsAt(claims, 15)).toEqual(['source', 'clause']);
    expect(claimsAt(claims, 59)).toEqual(['clause']);
    expect(claimsAt(claims, 60)).toEqual([]);
  });

  it('are gone through in turn', () => {
    expect(after(['a', 'b'], null)).toBe('a');
    expect(after(['a', 'b'], 'a')).toBe('b');
    expect(after(['a', 'b'], 'b')).toBe('a');
    expect(after([], 'a')).toBeNull();
  });

  it('are stepped through without leaving the list', () => {
    expect(step(['a', 'b'], null, 1)).toBe('a');
    expect(step(['a', 'b'], null, -1)).toBe('b');
    expect(step(['a', 'b'], 'b', 1)).toBe('b');
    expect(step([], null, 1)).toBeNull();
  });

  it('stand in the order of the text', () => {
    expect(inOrder(claims).map((c) => c.id)).toEqual(['event', 'source', 'clause']);
  });
});

describe('the address of a report', () => {
  it('is a link only on the web', () => {
    expect(webAddress('https://example.org/a')).toBe('https://example.org/a');
    expect(webAddress('javascript:alert(1)')).toBeNull();
    expect(webAddress('data:text/html,x')).toBeNull();
    expect(webAddress('not an address')).toBeNull();
    expect(webAddress(null)).toBeNull();
  });
});

describe('the words of an address', () => {
  it('are a stretch that is not empty', () => {
    expect(stretch('12-17')).toEqual({ start: 12, end: 17 });
    expect(stretch('17-12')).toBeNull();
    expect(stretch('a-b')).toBeNull();
    expect(stretch(undefined)).toBeNull();
  });
});
