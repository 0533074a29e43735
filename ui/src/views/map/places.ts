import { ascending } from 'd3-array';
import type { Label, MapData } from '../../api/types';

/** All that is told of one place within the days looked at. */
export type PlaceMark = {
  key: string;
  label: Label;
  lat: number;
  lon: number;
  kind: string;
  /** How far the place reaches, in kilometres; `null` where it is a point to the gazetteer. */
  radius: number | null;
  incidents: number;
  contested: number;
};

// The kinds of which the gazetteer knows merely the middle.
const AREAS: ReadonlySet<string> = new Set([
  'country',
  'territory',
  'region',
  'district',
  'area',
  'line',
  'valley',
  'island',
  'river',
  'sea',
  'lake',
  'mountain',
]);

/** Whether a place is an area, in which an incident may have been anywhere. */
export const isArea = (mark: { kind: string }): boolean => AREAS.has(mark.kind);

const LARGEST = 24;
const SMALLEST = 2.5;

/** How far a disc of so many incidents reaches: areas are as their numbers, the largest that is shown is of `most`. */
export const disc = (incidents: number, most: number): number =>
  Math.max(SMALLEST, Math.min(LARGEST, 8 + 3 * Math.sqrt(most)) * Math.sqrt(incidents / Math.max(1, most)));

/** Numbers whose discs show how to read the others: the most, and a round one of about a tenth. */
export function scaleOf(most: number): number[] {
  if (most < 4) return most > 0 ? [most] : [];
  const tenth = most / 10;
  const unit = 10 ** Math.floor(Math.log10(Math.max(1, tenth)));
  return [most, Math.max(1, Math.round(tenth / unit) * unit)];
}

/** The outline of a share of a disc, clockwise from above. */
export function sector(x: number, y: number, r: number, share: number): string {
  if (share <= 0) return '';
  // An arc that ends where it begins would be none.
  const turn = 2 * Math.PI * Math.min(0.9999, share);
  const [dx, dy] = [r * Math.sin(turn), -r * Math.cos(turn)];
  const far = turn > Math.PI ? 1 : 0;
  return `M${x},${y}v${-r}A${r},${r},0,${far},1,${x + dx},${y + dy}z`;
}

/** Which bins of days are looked at, the first and the last; `null` is all, with what has no day. */
export type Days = { from: number; to: number } | null;

/** The incidents that began within some days, by place; the places with the most first. */
export function places({ places, cells }: MapData, days: Days): PlaceMark[] {
  const found = new Map<number, PlaceMark>();
  for (let cell = 0; cell < cells.place.length; cell += 1) {
    const [place = -1, bin = null] = [cells.place[cell], cells.bin[cell]];
    if (days !== null && (bin === null || bin < days.from || bin > days.to)) continue;
    const at = places[place];
    if (!at) continue;
    let mark = found.get(place);
    if (!mark) {
      const { lat, lon, kind, radius_km: radius, place: label } = at;
      mark = { key: label.key, label, lat, lon, kind, radius, incidents: 0, contested: 0 };
      found.set(place, mark);
    }
    mark.incidents += cells.incidents[cell] ?? 0;
    mark.contested += cells.contested[cell] ?? 0;
  }
  return [...found.values()].sort((a, b) => b.incidents - a.incidents || ascending(a.key, b.key));
}

/** The bins before and with one that are looked at: `0` for all up to it. */
export const daysUpTo = (at: number, count: number): Days =>
  at < 0 ? null : { from: count === 0 ? 0 : Math.max(0, at - count + 1), to: at };

type Box = { x: number; y: number; width: number; height: number };

/** Which names fit without one upon another; earlier ones go before later ones. */
export function placed<L extends Box>(labels: readonly L[]): L[] {
  const kept: L[] = [];
  for (const l of labels) {
    const clash = kept.some(
      (k) => l.x < k.x + k.width && k.x < l.x + l.width && l.y < k.y + k.height && k.y < l.y + l.height,
    );
    if (!clash) kept.push(l);
  }
  return kept;
}

/**
 * What a map is fitted to: the places about the middle of the incidents, without those where the three in ten were that
 * lie farthest off, so that talks in distant capitals do not make the war a dot.
 */
export function heart<P extends { lat: number; lon: number; incidents: number }>(points: readonly P[]): P[] {
  const all = points.reduce((sum, p) => sum + p.incidents, 0);
  /** The points in an order, until so many incidents are reached. */
  const upTo = (share: number, order: (p: P) => number): P[] => {
    const sorted = [...points].sort((a, b) => order(a) - order(b));
    let sum = 0;
    const end = sorted.findIndex((p) => (sum += p.incidents) >= share * all);
    return sorted.slice(0, end + 1);
  };
  const lat = upTo(0.5, (p) => p.lat).at(-1)?.lat ?? 0;
  const lon = upTo(0.5, (p) => p.lon).at(-1)?.lon ?? 0;
  return upTo(0.7, (p) => (p.lat - lat) ** 2 + ((p.lon - lon) * Math.cos((lat * Math.PI) / 180)) ** 2);
}
