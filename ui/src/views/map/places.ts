import type { Label, MapIncident } from '../../api/types';

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

/** Which days are looked at; `null` is all, with what has no day. */
export type Days = { from: string; to: string } | null;

export const isWithin = (i: MapIncident, days: Days): boolean =>
  days === null || (i.from !== null && i.from <= days.to && (i.to ?? i.from) >= days.from);

export const placeKey = (i: { place: Label }): string => i.place.key;

/** The incidents of some days, gathered by place; the places with the most first. */
export function places(incidents: readonly MapIncident[], days: Days): PlaceMark[] {
  const found = new Map<string, PlaceMark>();
  for (const i of incidents) {
    if (!isWithin(i, days)) continue;
    const key = placeKey(i);
    let mark = found.get(key);
    if (!mark) {
      mark = {
        key,
        label: i.place,
        lat: i.lat,
        lon: i.lon,
        kind: i.kind,
        radius: i.radius_km,
        incidents: 0,
        contested: 0,
      };
      found.set(key, mark);
    }
    mark.incidents += 1;
    if (i.contested) mark.contested += 1;
  }
  return [...found.values()].sort((a, b) => b.incidents - a.incidents || a.key.localeCompare(b.key));
}

/** The days before and with a bin that are looked at: `0` for all up to it. */
export function daysUpTo(bins: readonly string[], at: number, count: number): Days {
  const to = bins[at];
  const from = bins[count === 0 ? 0 : Math.max(0, at - count + 1)];
  return to === undefined || from === undefined ? null : { from: count === 0 ? '0000-01-01' : from, to };
}

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
 * What a map is fitted to: the points about the middle, without the three in ten that lie farthest off, so that talks in
 * distant capitals do not make the war a dot.
 */
export function heart<P extends { lat: number; lon: number }>(points: readonly P[]): P[] {
  const middle = (values: number[]): number =>
    values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  const lat = middle(points.map((p) => p.lat));
  const lon = middle(points.map((p) => p.lon));
  const far = (p: P): number => (p.lat - lat) ** 2 + ((p.lon - lon) * Math.cos((lat * Math.PI) / 180)) ** 2;
  return [...points].sort((a, b) => far(a) - far(b)).slice(0, Math.ceil(points.length * 0.7));
}
