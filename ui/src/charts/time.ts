import { scaleUtc, type ScaleTime } from 'd3-scale';
import { DAY, dates, dayAt } from '../format/format';
import type { Lang } from '../i18n/lang.svelte';

/** The instants of the first and last day given, with half a day of air on both sides. */
export function span(days: readonly string[]): [Date, Date] | null {
  const sorted = days.map((d) => dayAt(d).valueOf()).filter((t) => !Number.isNaN(t));
  if (sorted.length === 0) return null;
  const first = sorted.reduce((a, b) => Math.min(a, b));
  const last = sorted.reduce((a, b) => Math.max(a, b));
  return [new Date(first - DAY / 2), new Date(last + DAY / 2)];
}

/** A scale of time between two edges; in Arabic the first day stands at the right. */
export function timeScale(
  domain: [Date, Date],
  start: number,
  end: number,
  way: 1 | -1,
): ScaleTime<number, number> {
  return scaleUtc(domain, way === 1 ? [start, end] : [end, start]);
}

/** Ticks with their words: days within a season, months and years beyond; never two within a day. */
export function timeTicks(
  scale: ScaleTime<number, number>,
  width: number,
  lang: Lang,
): { at: Date; text: string }[] {
  const [first, last] = scale.domain();
  const days = first && last ? (last.valueOf() - first.valueOf()) / DAY : 0;
  const options: Intl.DateTimeFormatOptions =
    days <= 200
      ? { day: 'numeric', month: 'short', timeZone: 'UTC' }
      : days <= 1500
        ? { month: 'short', year: 'numeric', timeZone: 'UTC' }
        : { year: 'numeric', timeZone: 'UTC' };
  const format = dates(lang, options);
  const wanted = Math.max(2, Math.floor(width / 90));
  const ticks = scale.ticks(Math.min(wanted, Math.max(2, Math.floor(days))));
  const seen = new Set<string>();
  return ticks.flatMap((at) => {
    if (days <= 200 && at.valueOf() % DAY !== 0) return [];
    const text = format.format(at);
    if (seen.has(text)) return [];
    seen.add(text);
    return [{ at, text }];
  });
}
