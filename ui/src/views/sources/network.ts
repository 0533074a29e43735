import { ascending } from 'd3-array';
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from 'd3-force';
import type { Network } from '../../api/types';

export type Placed = {
  key: string;
  ar: string;
  en: string | null;
  claims: number;
  x: number;
  y: number;
  size: number;
  /** Whether there is room for its name. */
  named: boolean;
};
export type Line = { from: Placed; to: Placed; claims: number };
export type Layout = { nodes: Placed[]; lines: Line[] };

const STEPS = 240;
/** Steps that take a few milliseconds together. */
const SLICE = 10;

const LARGEST = 24;
const SMALLEST = 3;
/** The room of a name beneath its source, in pixels. */
const LETTER = 6.5;
const LINE = 15;

/** How large a source is drawn: areas are as their claims, the largest drawn is of `most`. */
export const size = (claims: number, most: number): number =>
  Math.max(SMALLEST, Math.min(LARGEST, 6 + 2 * Math.sqrt(most)) * Math.sqrt(claims / Math.max(1, most)));

/** How high the drawing is: some ten sources need no high box. */
export function heightFor({ links }: Network, width: number): number {
  const linked = new Set(links.flatMap((l) => [l.from, l.to])).size;
  return Math.min(width < 600 ? 520 : 640, 180 + linked * 9);
}

/**
 * Lays out the sources that cite or are cited, the busiest `most` of them; whoever does it may let others to the fore at
 * each slice. The same network always gives the same picture.
 */
export function* slices(
  network: Network,
  width: number,
  height: number,
  most = width < 600 ? 30 : 60,
): Generator<undefined, Layout> {
  const weight = new Map<string, number>();
  for (const l of network.links) {
    weight.set(l.from, (weight.get(l.from) ?? 0) + l.claims);
    weight.set(l.to, (weight.get(l.to) ?? 0) + l.claims);
  }
  const nodes: Placed[] = network.nodes
    .filter((n) => weight.has(n.key))
    .sort((a, b) => (weight.get(b.key) ?? 0) - (weight.get(a.key) ?? 0) || ascending(a.key, b.key))
    .slice(0, most)
    .map((n) => ({ ...n, x: 0, y: 0, size: 0, named: false }));
  const busiest = nodes.reduce((top, n) => Math.max(top, n.claims), 1);
  for (const n of nodes) n.size = size(n.claims, busiest);
  const byKey = new Map(nodes.map((n) => [n.key, n]));
  const lines = network.links.flatMap((l) => {
    const from = byKey.get(l.from);
    const to = byKey.get(l.to);
    return from && to && from !== to ? [{ from, to, claims: l.claims }] : [];
  });
  // Few sources spread out to fill the picture, many draw together.
  const apart = Math.max(70, Math.min(170, Math.sqrt((width * height) / Math.max(1, nodes.length)) * 0.7));
  const links = lines.map((l) => ({ source: l.from, target: l.to }));
  const simulation = forceSimulation(nodes.map((n, i) => Object.assign(n, start(i, width, height))))
    .force('link', forceLink(links).distance(apart).strength(0.4))
    .force('apart', forceManyBody().strength(-apart * 2.2))
    .force(
      'room',
      forceCollide<Placed>((n) => n.size + apart * 0.3),
    )
    .force('x', forceX(width / 2).strength(0.06))
    .force('y', forceY(height / 2).strength(0.11))
    .stop();
  for (let step = 0; step < STEPS; step += SLICE) {
    simulation.tick(SLICE);
    yield;
  }
  fit(nodes, width, height);
  name(nodes, width);
  return { nodes, lines };
}

/** Lays out a network piece by piece, and hands over what it is in the end. Gives what calls it off. */
export function layOut(
  network: Network,
  width: number,
  height: number,
  done: (laid: Layout) => void,
): () => void {
  const work = slices(network, width, height);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const step = (): void => {
    const slice = work.next();
    if (slice.done) done(slice.value);
    else timer = setTimeout(step);
  };
  timer = setTimeout(step);
  return () => clearTimeout(timer);
}

// A spiral about the middle: no chance in it.
const start = (i: number, width: number, height: number): { x: number; y: number } => {
  const turn = i * 2.399963;
  const far = 12 * Math.sqrt(i + 0.5);
  return { x: width / 2 + far * Math.cos(turn), y: height / 2 + far * Math.sin(turn) };
};

// A few sources stay together: lines across the page would be all there is to see.
const MOST_STRETCHED = 1.6;

// The whole picture is stretched or drawn together to fill its box; what is pushed to an edge one by one lies in a heap.
function fit(nodes: readonly Placed[], width: number, height: number): void {
  const along = (at: 'x' | 'y', low: number, high: number): void => {
    const all = nodes.map((n) => n[at]);
    const [first, last] = [Math.min(...all), Math.max(...all)];
    const by = Math.min(MOST_STRETCHED, (high - low) / Math.max(1, last - first));
    for (const n of nodes) n[at] = (low + high) / 2 + (n[at] - (first + last) / 2) * by;
  };
  along('x', 60, width - 60);
  along('y', LARGEST + 4, height - LARGEST - LINE - 6);
}

// The busiest are named first; a name that would lie over another is left to the pointer and the table.
function name(nodes: readonly Placed[], width: number): void {
  const taken: { left: number; right: number; top: number; foot: number }[] = [];
  for (const n of nodes) {
    const half = (Math.max(n.ar.length, n.en?.length ?? 0) * LETTER) / 2;
    const [top, foot] = [n.y + n.size + 2, n.y + n.size + 2 + LINE];
    const box = { left: n.x - half, right: n.x + half, top, foot };
    const over = taken.some(
      (t) => box.left < t.right && t.left < box.right && box.top < t.foot && t.top < box.foot,
    );
    n.named = !over && box.left > 0 && box.right < width;
    if (n.named) taken.push(box);
  }
}
