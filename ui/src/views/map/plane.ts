/** How wide the world is on the plane of which all maps show a part; finer than the atlas tells its lines. */
export const WORLD = 131_072;

/** A point of the plane or of the screen: to the right and down. */
export type Point = readonly [number, number];

/** Where a place lies on the plane: Mercator's, so that maps and tiles lie on one another. */
export function onPlane(lon: number, lat: number): Point {
  // Mercator has no poles.
  const north = (Math.max(-85, Math.min(85, lat)) * Math.PI) / 180;
  const down = 0.5 - Math.log(Math.tan(Math.PI / 4 + north / 2)) / (2 * Math.PI);
  return [WORLD * (lon / 360 + 0.5), WORLD * down];
}

/** How the plane is moved and scaled to the screen. */
export type View = { k: number; x: number; y: number };

/** Where a point of the plane is seen. */
export const seen = ({ k, x, y }: View, [right, down]: Point): Point => [right * k + x, down * k + y];

/** The view in which two corners of the plane are as large as fits into a screen, with some air at its rims. */
export function fitted([a, b]: readonly [Point, Point], [width, height]: Point, air: number): View {
  const [west, east] = [Math.min(a[0], b[0]), Math.max(a[0], b[0])];
  const [north, south] = [Math.min(a[1], b[1]), Math.max(a[1], b[1])];
  const k = Math.min((width - 2 * air) / (east - west), (height - 2 * air) / (south - north));
  return { k, x: (width - k * (west + east)) / 2, y: (height - k * (north + south)) / 2 };
}
