import { describe, expect, it } from 'vitest';
import type { MapData } from '../../api/types';
import { daysUpTo, disc, heart, isArea, placed, places, scaleOf, sector } from './places';

const place = (key: string): MapData['places'][number] => ({
  place: { key, ar: key, en: null },
  lat: 40,
  lon: 46,
  kind: 'town',
  radius_km: null,
});

describe('places', () => {
  const all: MapData = {
    bins: ['2021-03-01', '2021-03-02', '2021-03-03'],
    places: [place('a'), place('b'), place('c')],
    cells: { place: [0, 0, 1, 2], bin: [0, 2, 1, null], incidents: [1, 2, 2, 1], contested: [1, 0, 0, 0] },
    without_position: 0,
    left_out: 0,
  };

  it('gather incidents, the most first', () => {
    expect(places(all, null).map((p) => [p.key, p.incidents, p.contested])).toEqual([
      ['a', 3, 1],
      ['b', 2, 0],
      ['c', 1, 0],
    ]);
  });

  it('hold within days what began in them, and nothing that has none', () => {
    expect(places(all, { from: 2, to: 2 }).map((p) => [p.key, p.incidents])).toEqual([['a', 2]]);
    expect(daysUpTo(2, 2)).toEqual({ from: 1, to: 2 });
    expect(places(all, daysUpTo(1, 0)).map((p) => p.key)).toEqual(['b', 'a']);
    expect(daysUpTo(-1, 7)).toBeNull();
  });

  it('are areas where the gazetteer knows merely the middle', () => {
    expect(isArea({ kind: 'region' })).toBe(true);
    expect(isArea({ kind: 'village' })).toBe(false);
  });
});

describe('the frame', () => {
  it('is not stretched by a few far off', () => {
    const near = Array.from({ length: 9 }, (_, i) => ({
      lat: 40 + i / 10,
      lon: 46,
      incidents: 3,
    }));
    expect(heart([...near, { lat: 55.7, lon: 37.6, incidents: 2 }]).some((p) => p.lat > 50)).toBe(false);
    expect(heart([{ lat: 1, lon: 2, incidents: 1 }])).toHaveLength(1);
    expect(heart([])).toEqual([]);
  });
});

describe('names on the map', () => {
  it('give way to those before them', () => {
    const box = (x: number) => ({ x, y: 0, width: 10, height: 10 });
    expect(placed([box(0), box(5), box(12)]).map((b) => b.x)).toEqual([0, 12]);
  });
});

describe('discs', () => {
  it('are as large as their numbers, however many there are', () => {
    const most = 7463;
    const area = (n: number): number => disc(n, most) ** 2;
    expect(area(most) / area(3000)).toBeCloseTo(most / 3000);
    expect(disc(83, most)).toBeLessThan(disc(3000, most) / 5);
    expect(disc(6, 6)).toBeLessThan(disc(most, most));
  });

  it('are explained by round numbers', () => {
    expect(scaleOf(7463)).toEqual([7463, 700]);
    expect(scaleOf(6)).toEqual([6, 1]);
    expect(scaleOf(1)).toEqual([1]);
    expect(scaleOf(0)).toEqual([]);
  });

  it('show a share', () => {
    expect(sector(10, 10, 4, 0)).toBe('');
    expect(sector(10, 10, 4, 0.75)).toMatch(/^M10,10v-4A4,4,0,1,1,6,1/);
    expect(sector(10, 10, 4, 1)).not.toContain('NaN');
  });
});
