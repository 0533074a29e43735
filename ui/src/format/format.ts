import type { Lang } from '../i18n/lang.svelte';

// Latin digits in both languages, as the Arabic press writes figures of a war, so that columns compare.
const LOCALE: Readonly<Record<Lang, string>> = { ar: 'ar-u-nu-latn-ca-gregory', en: 'en-GB' };

const made = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat | Intl.RelativeTimeFormat>();

/** How moments are written in a language, made once. */
export const dates = (lang: Lang, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = lang + JSON.stringify(options);
  const known = made.get(key);
  if (known instanceof Intl.DateTimeFormat) return known;
  const format = new Intl.DateTimeFormat(LOCALE[lang], options);
  made.set(key, format);
  return format;
};

const LONG: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' };
const SHORT: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', timeZone: 'UTC' };

/** Midnight, UTC, of a civil day such as `2020-10-08`. */
export const dayAt = (day: string): Date => new Date(`${day.slice(0, 10)}T00:00:00Z`);

/** The civil day of an instant, in UTC. */
export const isoDay = (at: Date): string => at.toISOString().slice(0, 10);

/** Milliseconds. */
export const DAY = 86_400_000;

/** The day so many days behind another, or before it. */
export const dayFrom = (day: string, by: number): string => isoDay(new Date(dayAt(day).valueOf() + by * DAY));

/** The two ends of `2020-10-08` or `2020-10-08/2020-10-11`. */
export const ends = (days: string): [string, string] => {
  const [from = days, to] = days.split('/');
  return [from, to ?? from];
};

const written = new Map<string, string>();
const MOST_WRITTEN = 5_000;

/** `8 Oct 2020`, or `8 – 11 Oct 2020` for a stretch of days. */
export function formatDay(days: string | null, lang: Lang, short = false): string {
  if (!days) return '';
  // A chart names hundreds of days, most of them again after each change.
  const key = `${lang}${short ? 's' : ''}${days}`;
  const known = written.get(key);
  if (known !== undefined) return known;
  if (written.size >= MOST_WRITTEN) written.clear();
  const text = dayText(days, lang, short);
  written.set(key, text);
  return text;
}

function dayText(days: string, lang: Lang, short: boolean): string {
  const [from, to] = ends(days);
  if (/^\d{4}(-\d{2})?$/.test(days)) return formatMonth(days, lang);
  const [a, b] = [dayAt(from), dayAt(to)];
  if (Number.isNaN(a.valueOf()) || Number.isNaN(b.valueOf())) return days;
  const format = dates(lang, short ? SHORT : LONG);
  return from === to ? format.format(a) : format.formatRange(a, b);
}

// A month or a year, where no day is told.
function formatMonth(text: string, lang: Lang): string {
  const hasMonth = text.length > 4;
  const options: Intl.DateTimeFormatOptions = {
    year: 'numeric',
    timeZone: 'UTC',
    ...(hasMonth && { month: 'long' }),
  };
  return dates(lang, options).format(new Date(`${text}${hasMonth ? '' : '-01'}-01T00:00:00Z`));
}

/** Day and hour of an instant, in the reader's own zone. */
export function formatInstant(at: string, lang: Lang): string {
  const date = new Date(at);
  if (Number.isNaN(date.valueOf())) return at;
  return dates(lang, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(date);
}

/** `1,234` */
export function formatNumber(n: number, lang: Lang, options?: Intl.NumberFormatOptions): string {
  const key = options ? `n${lang}${JSON.stringify(options)}` : `n${lang}`;
  const known = made.get(key);
  if (known instanceof Intl.NumberFormat) return known.format(n);
  const format = new Intl.NumberFormat(LOCALE[lang], options);
  made.set(key, format);
  return format.format(n);
}

/** `76%` */
export const formatShare = (share: number, lang: Lang): string =>
  formatNumber(share, lang, { style: 'percent' });

const SIGNS: Readonly<Record<string, string>> = { at_least: '≥ ', at_most: '≤ ', about: '≈ ' };
const ROUND: Readonly<Record<string, Readonly<Record<Lang, string>>>> = {
  dozens: { ar: 'عشرات', en: 'dozens' },
  hundreds: { ar: 'مئات', en: 'hundreds' },
  thousands: { ar: 'آلاف', en: 'thousands' },
};

/** A count with its bound: `13`, `≥ 40`, `10–15`, `dozens`. */
export function formatCount(
  count: { n: number | null; to?: number | null; bound?: string | null },
  lang: Lang,
): string {
  const bound = count.bound ?? '';
  if (count.n === null) return ROUND[bound]?.[lang] ?? '?';
  const n = formatNumber(count.n, lang);
  if (count.to !== null && count.to !== undefined) return `${n}–${formatNumber(count.to, lang)}`;
  return (SIGNS[bound] ?? '') + n;
}
