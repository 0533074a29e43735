import codes from 'i18n-iso-countries/codes.json';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import type { FeatureCollection, MultiLineString, MultiPolygon, Polygon } from 'geojson';

type Country = { name: string };
type Atlas = Topology<{ countries: GeometryCollection<Country>; land: GeometryCollection }>;

export type Basemap = {
  land: FeatureCollection<Polygon | MultiPolygon, Country>;
  borders: MultiLineString;
};

let loaded: Promise<Basemap> | null = null;

/** Natural Earth's land and borders, loaded once. Borders are for finding one's way, and claim nothing. */
export function basemap(): Promise<Basemap> {
  loaded ??= import('world-atlas/countries-50m.json').then((module) => {
    const atlas = module.default as unknown as Atlas;
    return {
      land: feature(atlas, atlas.objects.countries) as Basemap['land'],
      borders: mesh(atlas, atlas.objects.countries, (a, b) => a !== b),
    };
  });
  return loaded;
}

const ALPHA2: ReadonlyMap<string, string> = new Map(
  codes.map(([two, , number]) => [number ?? '', two ?? '']),
);

/** What a country is called in a language: by its ISO 3166 number, else as the atlas has it. */
export function countryName(number: string | number | undefined, fallback: string, lang: string): string {
  const code = ALPHA2.get(String(number ?? '').padStart(3, '0'));
  if (!code) return fallback;
  return new Intl.DisplayNames(lang, { type: 'region' }).of(code) ?? fallback;
}
