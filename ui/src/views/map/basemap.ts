import { countryName } from '../../i18n/country';
import type { Lang } from '../../i18n/lang.svelte';
import type { Point } from './plane';

/** West, north, east and south edge on the plane. */
export type Box = readonly [number, number, number, number];

/** Something that lies still on the plane. */
export type Drawn = { box: Box; path: string };

export type Country = Drawn & {
  /** ISO 3166's two letters, where it has any. */
  code: string | null;
  name: string;
  /** Its middle on the plane, and its extent there. */
  middle: Point;
  size: number;
};

/** Borders are for finding one's way, and claim nothing. */
export type Basemap = { countries: readonly Country[]; borders: readonly Drawn[] };

let loading: Promise<Basemap> | null = null;
let loaded: Basemap | null = null;

/** Natural Earth's land and borders, drawn when the page was built (`tools/basemap.ts`), loaded once. */
export function basemap(): Promise<Basemap> {
  loading ??= import('virtual:basemap').then((module) => (loaded = module.default));
  return loading;
}

/** The same, where it has come already: a map that has it from the beginning is drawn once. */
export const basemapAtHand = (): Basemap | null => loaded;

/** What a country is called in a language: by its code, else as the atlas has it. */
export const nameOnMap = ({ code, name }: Country, lang: Lang): string =>
  code === null ? name : countryName(code, lang);
