import codes from 'i18n-iso-countries/codes.json';
import { geoMercator, geoPath } from 'd3-geo';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import type { Feature, LineString, MultiPolygon, Polygon, Position } from 'geojson';
import { countryName } from '../../i18n/country';
import type { Lang } from '../../i18n/lang.svelte';

type Named = { name: string };
type Atlas = Topology<{ countries: GeometryCollection<Named>; land: GeometryCollection }>;

/** West, north, east and south edge on the plane. */
export type Box = readonly [number, number, number, number];

/** Something that lies still on the plane, drawn when it is first seen. */
export type Drawn = { key: string; box: Box; path: () => string };

export type Country = Drawn & {
  id: string | number | undefined;
  name: string;
  /** Its middle on the plane, and its extent there. */
  middle: () => readonly [number, number];
  size: () => number;
};

/** Borders are for finding one's way, and claim nothing. */
export type Basemap = { countries: Country[]; borders: Drawn[] };

/**
 * All maps show parts of one plane: what is drawn on it is drawn once, and moved and scaled as a whole when places or the
 * filter change.
 */
export const PLANE = geoMercator()
  .scale(16_384 / (2 * Math.PI))
  .translate([8_192, 8_192]);

const draw = geoPath(PLANE).digits(2);

/** What `make` gives, made when it is first asked for. */
function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

function boxOf(lines: readonly (readonly Position[])[]): Box {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const line of lines) {
    for (const [lon = 0, lat = 0] of line) {
      if (lon < west) west = lon;
      if (lon > east) east = lon;
      if (lat < south) south = lat;
      if (lat > north) north = lat;
    }
  }
  // Mercator has no poles.
  const at = (lon: number, lat: number) => PLANE([lon, Math.max(-85, Math.min(85, lat))]) ?? [0, 0];
  const [left, top] = at(west, north);
  const [right, bottom] = at(east, south);
  return [left, top, right, bottom];
}

function country(f: Feature<Polygon | MultiPolygon, Named>, at: number): Country {
  const rings = f.geometry.type === 'Polygon' ? f.geometry.coordinates : f.geometry.coordinates.flat();
  return {
    key: `land-${at}`,
    id: f.id,
    name: f.properties.name,
    box: boxOf(rings),
    path: once(() => draw(f) ?? ''),
    middle: once(() => draw.centroid(f)),
    size: once(() => draw.area(f)),
  };
}

function border(coordinates: Position[], at: number): Drawn {
  const line: LineString = { type: 'LineString', coordinates };
  return { key: `border-${at}`, box: boxOf([coordinates]), path: once(() => draw(line) ?? '') };
}

let loaded: Promise<Basemap> | null = null;

/** Natural Earth's land and borders, loaded once. */
export function basemap(): Promise<Basemap> {
  loaded ??= import('world-atlas/countries-50m.json').then((module) => {
    const atlas = module.default as unknown as Atlas;
    const land = feature(atlas, atlas.objects.countries).features as Feature<Polygon | MultiPolygon, Named>[];
    return {
      countries: land.map(country),
      borders: mesh(atlas, atlas.objects.countries, (a, b) => a !== b).coordinates.map(border),
    };
  });
  return loaded;
}

const ALPHA2: ReadonlyMap<string, string> = new Map(
  codes.map(([two, , number]) => [number ?? '', two ?? '']),
);

/** What a country is called in a language: by its ISO 3166 number, else as the atlas has it. */
export function nameOnMap(number: string | number | undefined, fallback: string, lang: Lang): string {
  const code = ALPHA2.get(String(number ?? '').padStart(3, '0'));
  return code ? countryName(code, lang) : fallback;
}
