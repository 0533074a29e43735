import codes from 'i18n-iso-countries/codes.json' with { type: 'json' };
import { geoMercator, geoPath, type GeoContext } from 'd3-geo';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import type { Feature, LineString, MultiPolygon, Polygon } from 'geojson';
import { createRequire } from 'node:module';
import type { Plugin } from 'vite';
import type { Basemap, Box, Drawn } from '../src/views/map/basemap.ts';
import { WORLD } from '../src/views/map/plane.ts';

type Named = { name: string };
type Atlas = Topology<{ countries: GeometryCollection<Named>; land: GeometryCollection }>;

const PLANE = geoMercator()
  .scale(WORLD / (2 * Math.PI))
  .translate([WORLD / 2, WORLD / 2])
  .precision(0);

/** Lines in whole units of the plane, each point told by its distance from the one before. */
class Pen implements GeoContext {
  path = '';
  private at = [0, 0];
  private last = '';
  private edge = [Infinity, Infinity, -Infinity, -Infinity];

  private go(command: string, x: number, y: number): void {
    const [to, down] = [Math.round(x), Math.round(y)];
    const [dx, dy] = [to - (this.at[0] ?? 0), down - (this.at[1] ?? 0)];
    // What is rounded to nothing draws nothing.
    if (command === 'l' && dx === 0 && dy === 0) return;
    const first = command === this.last && dx >= 0 ? ` ${dx}` : `${dx}`;
    this.path += `${command === this.last ? '' : command}${first}${dy < 0 ? '' : ' '}${dy}`;
    this.last = command;
    this.at = [to, down];
    const [west = 0, north = 0, east = 0, south = 0] = this.edge;
    this.edge = [Math.min(west, to), Math.min(north, down), Math.max(east, to), Math.max(south, down)];
  }
  moveTo(x: number, y: number): void {
    this.last = '';
    this.go('m', x, y);
    this.start = [...this.at];
  }
  lineTo(x: number, y: number): void {
    this.go('l', x, y);
  }
  private start = [0, 0];
  closePath(): void {
    this.path += 'z';
    this.last = '';
    // After an end, lines go on from where the ring began.
    this.at = this.start;
  }
  beginPath(): void {}
  arc(): void {}
  drawn(): Drawn {
    const [west = 0, north = 0, east = 0, south = 0] = this.edge;
    return { box: [west, north, east, south] satisfies Box, path: this.path };
  }
}

function drawn(shape: Feature<Polygon | MultiPolygon> | LineString): Drawn {
  const pen = new Pen();
  geoPath(PLANE, pen)(shape);
  return pen.drawn();
}

const ALPHA2: ReadonlyMap<string, string> = new Map(
  codes.map(([two, , number]) => [number ?? '', two ?? '']),
);

/** Natural Earth's land and borders as they are drawn on the plane. */
export function basemap(): Basemap {
  const atlas = createRequire(import.meta.url)('world-atlas/countries-50m.json') as Atlas;
  const land = feature(atlas, atlas.objects.countries).features as Feature<Polygon | MultiPolygon, Named>[];
  const measure = geoPath(PLANE);
  const countries = land.map((f) => {
    const [x, y] = measure.centroid(f);
    return {
      ...drawn(f),
      code: ALPHA2.get(String(f.id ?? '').padStart(3, '0')) ?? null,
      name: f.properties.name,
      middle: [Math.round(x), Math.round(y)] as const,
      size: Math.round(measure.area(f)),
    };
  });
  const lines = mesh(atlas, atlas.objects.countries, (a, b) => a !== b).coordinates;
  return { countries, borders: lines.map((coordinates) => drawn({ type: 'LineString', coordinates })) };
}

const NAME = 'virtual:basemap';

/** Gives `virtual:basemap`: what would take a browser a second is drawn when the page is built. */
export function basemapDrawn(): Plugin {
  return {
    name: 'riwaya-basemap',
    resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
    load: (id) =>
      id === `\0${NAME}` ? `export default JSON.parse(${JSON.stringify(JSON.stringify(basemap()))});` : null,
  };
}
