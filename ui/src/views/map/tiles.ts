import { VectorTile, type VectorTileFeature } from '@mapbox/vector-tile';
import { tile as tiling } from 'd3-tile';
import { PbfReader } from 'pbf';
import { FileSource, PMTiles, TileType } from 'pmtiles';

/** Colours of the page in which tiles are drawn. */
export type TileColours = { land: string; sea: string; line: string; ink: string; ground: string };

type Drawn = { vector: VectorTile } | { image: ImageBitmap } | null;

/** A user's own tiles, read from the file as they are needed; nothing is sent anywhere. */
export class Tiles {
  private readonly known = new Map<string, Promise<Drawn>>();

  private constructor(
    private readonly source: PMTiles,
    private readonly isVector: boolean,
    readonly maxZoom: number,
    readonly attribution: string,
  ) {}

  /** Opens a PMTiles file. Fails where it is not one. */
  static async open(file: File): Promise<Tiles> {
    const source = new PMTiles(new FileSource(file));
    const header = await source.getHeader();
    const about = (await source.getMetadata().catch(() => null)) as { attribution?: string } | null;
    const said = (about?.attribution ?? '').replace(/<[^>]*>/g, '');
    return new Tiles(source, header.tileType === TileType.Mvt, header.maxZoom, said);
  }

  private tile(z: number, x: number, y: number): Promise<Drawn> {
    const key = `${z}/${x}/${y}`;
    let drawn = this.known.get(key);
    if (!drawn) {
      if (this.known.size > 400) this.known.clear();
      drawn = this.source.getZxy(z, x, y).then(async (found) => {
        if (!found) return null;
        if (this.isVector) return { vector: new VectorTile(new PbfReader(new Uint8Array(found.data))) };
        return { image: await createImageBitmap(new Blob([found.data])) };
      });
      this.known.set(key, drawn);
    }
    return drawn;
  }

  /**
   * Draws the tiles of a Mercator map of `size` pixels: `scale` is the width of the whole world, `at` where its middle
   * stands. Gives up when `stale` says that something newer is to be drawn.
   */
  async draw(
    context: CanvasRenderingContext2D,
    map: { size: [number, number]; scale: number; at: [number, number] },
    look: { colours: TileColours; lang: string },
    stale: () => boolean,
  ): Promise<void> {
    const natural = Math.max(0, Math.log2(map.scale) - 8);
    const layout = tiling()
      .size(map.size)
      .scale(map.scale)
      .translate(map.at)
      .zoomDelta(Math.min(0, this.maxZoom - Math.round(natural)));
    const tiles = layout();
    const found = await Promise.all(tiles.map(([x, y, z]) => this.tile(z, x, y).catch(() => null)));
    if (stale()) return;
    context.fillStyle = look.colours.ground;
    context.fillRect(0, 0, ...map.size);
    tiles.forEach(([x, y], n) => {
      const drawn = found[n];
      if (!drawn) return;
      const size = tiles.scale;
      const left = (x + tiles.translate[0]) * size;
      const top = (y + tiles.translate[1]) * size;
      if ('image' in drawn) context.drawImage(drawn.image, left, top, size, size);
      else drawVector(context, drawn.vector, { left, top, size }, look);
    });
  }
}

type Box = { left: number; top: number; size: number };

const POLYGON = 3;

// Layers by the names that the two usual schemes (Protomaps, OpenMapTiles) give them, in the order of drawing.
const LAYERS: readonly { name: RegExp; draw: 'land' | 'sea' | 'road' | 'border' | 'label' }[] = [
  { name: /^(earth|land)$/, draw: 'land' },
  { name: /^(water|ocean)$/, draw: 'sea' },
  { name: /^(roads?|transportation|transit)$/, draw: 'road' },
  { name: /^(boundar(y|ies)|admin)$/, draw: 'border' },
  { name: /^(places?|place)$/, draw: 'label' },
];

function drawVector(
  context: CanvasRenderingContext2D,
  tile: VectorTile,
  box: Box,
  look: { colours: TileColours; lang: string },
): void {
  context.save();
  context.beginPath();
  context.rect(box.left, box.top, box.size, box.size);
  context.clip();
  for (const rule of LAYERS) {
    for (const [name, layer] of Object.entries(tile.layers)) {
      if (!rule.name.test(name)) continue;
      for (let i = 0; i < layer.length; i += 1) drawFeature(context, layer.feature(i), box, rule.draw, look);
    }
  }
  context.restore();
}

function drawFeature(
  context: CanvasRenderingContext2D,
  feature: VectorTileFeature,
  box: Box,
  draw: (typeof LAYERS)[number]['draw'],
  look: { colours: TileColours; lang: string },
): void {
  const { colours } = look;
  const scale = box.size / feature.extent;
  const rings = feature.loadGeometry();
  if (draw === 'label') {
    const name = feature.properties[`name:${look.lang}`] ?? feature.properties['name'];
    const at = rings[0]?.[0];
    if (
      typeof name !== 'string' ||
      !at ||
      at.x < 0 ||
      at.y < 0 ||
      at.x > feature.extent ||
      at.y > feature.extent
    )
      return;
    context.font = '12px sans-serif';
    context.textAlign = 'center';
    context.fillStyle = colours.ink;
    context.fillText(name, box.left + at.x * scale, box.top + at.y * scale);
    return;
  }
  const isArea = feature.type === POLYGON;
  if ((draw === 'land' || draw === 'sea') && !isArea) return;
  context.beginPath();
  for (const ring of rings) {
    ring.forEach((p, n) => {
      const x = box.left + p.x * scale;
      const y = box.top + p.y * scale;
      if (n === 0) context.moveTo(x, y);
      else context.lineTo(x, y);
    });
  }
  if (draw === 'land' || draw === 'sea') {
    context.fillStyle = draw === 'land' ? colours.land : colours.sea;
    context.fill();
  } else {
    context.strokeStyle = colours.line;
    context.lineWidth = draw === 'border' ? 1.2 : 0.6;
    context.stroke();
  }
}
