import geojsonvt from 'geojson-vt';
import { BufferWriter, S2PMTilesWriter, TileType } from 's2-pmtiles';
import { fromGeojsonVt } from 'vt-pbf';

type Ring = [number, number][];
const area = (ring: Ring): GeoJSON.FeatureCollection => ({
  type: 'FeatureCollection',
  features: [{ type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [ring] } }],
});
const box = (west: number, south: number, east: number, north: number): Ring => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];

/** Land over much of the Old World, a square sea in its midst, and a town with its names. */
const LAYERS: Record<string, GeoJSON.FeatureCollection> = {
  earth: area(box(-20, -30, 110, 70)),
  water: area(box(44, 37, 49, 42)),
  places: {
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        properties: { name: 'Ganja', 'name:ar': 'كنجة' },
        geometry: { type: 'Point', coordinates: [46.36, 40.68] },
      },
    ],
  },
};
const DEEPEST = 6;

/** A small file of vector tiles, as a user would bring one: layers as Protomaps names them. */
export async function vectorTiles(attribution: string): Promise<Buffer> {
  const bytes = new BufferWriter();
  const writer = new S2PMTilesWriter(bytes, TileType.Pbf);
  const indices = Object.entries(LAYERS).map(
    ([name, features]) => [name, geojsonvt(features, { maxZoom: DEEPEST, indexMaxZoom: DEEPEST })] as const,
  );
  for (let z = 0; z <= DEEPEST; z += 1) {
    for (let x = 0; x < 2 ** z; x += 1) {
      for (let y = 0; y < 2 ** z; y += 1) {
        const layers = indices.flatMap(([name, index]) => {
          const tile = index.getTile(z, x, y);
          return tile ? [[name, tile] as const] : [];
        });
        if (layers.length === 0) continue;
        // The types of `vt-pbf` ask for the index where it takes a tile of it.
        const encoded = fromGeojsonVt(Object.fromEntries(layers) as never, { version: 2 });
        await writer.writeTileXYZ(z, x, y, encoded);
      }
    }
  }
  await writer.commit({ attribution, minzoom: 0, maxzoom: DEEPEST } as never);
  return Buffer.from(bytes.commit());
}
