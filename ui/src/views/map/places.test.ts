import { describe, expect, it } from 'vitest';
import type { MapIncident } from '../../api/types';
import { daysUpTo, heart, isArea, placed, places } from './places';

const incident = (place: string, from: string | null, more: Partial<MapIncident> = {}): MapIncident => ({
  id: `${place}-${from}`,
  family: 'strike',
  from,
  to: from,
  lat: 40,
  lon: 46,
  kind: 'town',
  radius_km: null,
  contested: false,
  place: { key: place, ar: place, en: null },
  killed: null,
  ...more,
});

describe('places', () => {
  const all = [
    incident('a', '2021-03-01', { to: '2021-03-04', contested: true }),
    incident('b', '2021-03-02'),
    incident('a', '2021-03-05'),
    incident('c', null),
  ];

  it('gather incidents, the most first', () => {
    expect(places(all, null).map((p) => [p.key, p.incidents, p.contested])).toEqual([
      ['a', 2, 1],
      ['b', 1, 0],
      ['c', 1, 0],
    ]);
  });

  it('hold within days what reaches into them, and nothing that has none', () => {
    expect(places(all, { from: '2021-03-03', to: '2021-03-03' }).map((p) => p.key)).toEqual(['a']);
    const bins = ['2021-03-01', '2021-03-02', '2021-03-03'];
    expect(daysUpTo(bins, 2, 2)).toEqual({ from: '2021-03-02', to: '2021-03-03' });
    expect(places(all, daysUpTo(bins, 1, 0)).map((p) => p.key)).toEqual(['a', 'b']);
    expect(daysUpTo([], -1, 7)).toBeNull();
  });

  it('are areas where the gazetteer knows merely the middle', () => {
    expect(isArea({ kind: 'region' })).toBe(true);
    expect(isArea({ kind: 'village' })).toBe(false);
  });
});

describe('the frame', () => {
  it('is not stretched by a few far off', () => {
    const near = Array.from({ length: 9 }, (_, i) => ({ lat: 40 + i / 10, lon: 46 }));
    expect(heart([...near, { lat: 55.7, lon: 37.6 }]).some((p) => p.lat > 50)).toBe(false);
    expect(heart([{ lat: 1, lon: 2 }])).toEqual([{ lat: 1, lon: 2 }]);
  });
});

describe('names on the map', () => {
  it('give way to those before them', () => {
    const box = (x: number) => ({ x, y: 0, width: 10, height: 10 });
    expect(placed([box(0), box(5), box(12)]).map((b) => b.x)).toEqual([0, 12]);
  });
});
