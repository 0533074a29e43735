import { describe, expect, it } from 'vitest';
import type { Label, TollPoint, TollSeries } from '../../api/types';
import { bands, extent, seriesKey, tellings } from './bands';

const label = (key: string): Label => ({ key, ar: key, en: null });

const point = (source: string, day: string | null, n: number, more: Partial<TollPoint> = {}): TollPoint => ({
  day,
  n,
  to: null,
  bound: 'exact',
  part: false,
  flags: [],
  word: {
    claim: `${source}-${day}-${n}`,
    source: label(source),
    side: null,
    stance: 'asserts',
    through: [],
    outlet: null,
    published: null,
    sentence: null,
    marks: [],
  },
  ...more,
});

const series = (points: TollPoint[]): TollSeries => ({
  victims: label('north'),
  harm: 'killed',
  who: 'people',
  incident: null,
  since: 'war',
  counts: points.length,
  points,
});

describe('bands', () => {
  it('span what each source told last', () => {
    const told = series([
      point('a', '2021-03-01', 10),
      point('b', '2021-03-02', 25),
      point('a', '2021-03-04', 20, { to: 30 }),
    ]);
    expect(bands(told)).toEqual([
      { day: '2021-03-01', low: 10, high: 10 },
      { day: '2021-03-02', low: 10, high: 25 },
      { day: '2021-03-04', low: 20, high: 30 },
    ]);
  });

  it('leave out parts of a count and counts without a day', () => {
    const told = series([
      point('a', '2021-03-01', 10),
      point('a', '2021-03-01', 3, { part: true }),
      point('b', null, 99),
    ]);
    expect(bands(told)).toEqual([{ day: '2021-03-01', low: 10, high: 10 }]);
    expect(extent(told)).toEqual([10, 99]);
  });

  it('hold two counts of one source on one day to be a range', () => {
    const told = series([point('a', '2021-03-01', 10), point('a', '2021-03-01', 14)]);
    expect(bands(told)).toEqual([{ day: '2021-03-01', low: 10, high: 14 }]);
  });
});

describe('tellings', () => {
  it('are by source, the most told first, each in order of time', () => {
    const told = tellings(
      series([point('b', '2021-03-05', 4), point('a', '2021-03-02', 1), point('b', '2021-03-01', 2)]),
    );
    expect(told.map((t) => [t.key, t.points.map((p) => p.n)])).toEqual([
      ['b', [2, 4]],
      ['a', [1]],
    ]);
  });

  it('of as many counts are in the order of their keys, whatever language the browser is in', () => {
    const keys = ['b', 'ä', 'Z', 'a', 'z'];
    const told = tellings(series(keys.map((key) => point(key, '2021-03-01', 1))));
    expect(told.map((t) => t.key)).toEqual(['Z', 'a', 'b', 'z', 'ä']);
  });

  it('are told apart by what the series is of', () => {
    const one = series([]);
    expect(seriesKey(one)).not.toBe(seriesKey({ ...one, since: '2021-03-01' }));
    expect(seriesKey(one)).not.toBe(seriesKey({ ...one, victims: null }));
  });
});
