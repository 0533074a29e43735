import { ascending } from 'd3-array';
import type { Label, TollPoint, TollSeries } from '../../api/types';

/** What one source told of a series, in order of time. */
export type Telling = { key: string; source: Label | null; side: Label | null; points: TollPoint[] };

/** How far apart the sources' latest counts lie from a day on. */
export type Band = { day: string; low: number; high: number };

/** The name of a series within the page's address. */
export const seriesKey = (s: TollSeries): string =>
  [s.victims?.key ?? '', s.harm, s.who, s.incident ?? s.since ?? ''].join('|');

/** The day a point stands on: its own, else that of its report. */
export const pointDay = (p: TollPoint): string | null => p.day ?? p.word.published;

/** The upper end of a count. */
export const upper = (p: TollPoint): number => p.to ?? p.n;

const sourceKey = (p: TollPoint): string =>
  p.word.source?.key ?? p.word.source?.ar ?? `report:${p.word.outlet ?? ''}`;

/**
 * The counts of a series by who told them, most counts first; of as many, by their keys as they are written, so that every
 * reader's browser gives a source the same form. Counts without any day are left to the table.
 */
export function tellings(series: TollSeries): Telling[] {
  const found = new Map<string, Telling>();
  for (const point of series.points) {
    if (pointDay(point) === null) continue;
    const key = sourceKey(point);
    const telling = found.get(key) ?? { key, source: point.word.source, side: point.word.side, points: [] };
    telling.points.push(point);
    found.set(key, telling);
  }
  for (const t of found.values()) t.points.sort((a, b) => ascending(pointDay(a) ?? '', pointDay(b) ?? ''));
  return [...found.values()].sort((a, b) => b.points.length - a.points.length || ascending(a.key, b.key));
}

/**
 * From each day on which anybody counts: the lowest and the highest of what each source told last. Parts of a count are
 * left out, since they are not of the whole.
 */
export function bands(series: TollSeries): Band[] {
  const days = new Map<string, TollPoint[]>();
  for (const p of series.points) {
    const day = pointDay(p);
    if (day === null || p.part) continue;
    days.set(day, [...(days.get(day) ?? []), p]);
  }
  const latest = new Map<string, [number, number]>();
  return [...days.keys()].sort().map((day) => {
    const today = new Map<string, [number, number]>();
    for (const p of days.get(day) ?? []) {
      const key = sourceKey(p);
      const [low, high] = today.get(key) ?? [Infinity, 0];
      today.set(key, [Math.min(low, p.n), Math.max(high, upper(p))]);
    }
    for (const [key, range] of today) latest.set(key, range);
    const ranges = [...latest.values()];
    return { day, low: Math.min(...ranges.map((r) => r[0])), high: Math.max(...ranges.map((r) => r[1])) };
  });
}

/** The lowest and highest of all that anybody told of the whole. */
export function extent(series: TollSeries): [number, number] {
  const whole = series.points.filter((p) => !p.part);
  const points = whole.length > 0 ? whole : series.points;
  return [Math.min(...points.map((p) => p.n)), Math.max(...points.map(upper))];
}
