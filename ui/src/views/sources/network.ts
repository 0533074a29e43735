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
};
export type Line = { from: Placed; to: Placed; claims: number };

const STEPS = 240;

/** How large a source is drawn, by its claims. */
const size = (claims: number): number => Math.min(26, 4 + Math.sqrt(claims) * 1.6);

/**
 * Lays out the sources that cite or are cited, the busiest `most` of them. The same network always gives the same
 * picture.
 */
export function layout(
  network: Network,
  width: number,
  height: number,
  most = 60,
): { nodes: Placed[]; lines: Line[] } {
  const weight = new Map<string, number>();
  for (const l of network.links) {
    weight.set(l.from, (weight.get(l.from) ?? 0) + l.claims);
    weight.set(l.to, (weight.get(l.to) ?? 0) + l.claims);
  }
  const nodes: Placed[] = network.nodes
    .filter((n) => weight.has(n.key))
    .sort((a, b) => (weight.get(b.key) ?? 0) - (weight.get(a.key) ?? 0) || a.key.localeCompare(b.key))
    .slice(0, most)
    .map((n) => ({ ...n, x: 0, y: 0, size: size(n.claims) }));
  const byKey = new Map(nodes.map((n) => [n.key, n]));
  const lines = network.links.flatMap((l) => {
    const from = byKey.get(l.from);
    const to = byKey.get(l.to);
    return from && to && from !== to ? [{ from, to, claims: l.claims }] : [];
  });
  // Few sources spread out to fill the picture, many draw together.
  const apart = Math.max(70, Math.min(170, Math.sqrt((width * height) / Math.max(1, nodes.length)) * 0.7));
  const links = lines.map((l) => ({ source: l.from, target: l.to }));
  forceSimulation(nodes.map((n, i) => Object.assign(n, start(i, width, height))))
    .force('link', forceLink(links).distance(apart).strength(0.4))
    .force('apart', forceManyBody().strength(-apart * 2.2))
    .force(
      'room',
      forceCollide<Placed>((n) => n.size + apart * 0.3),
    )
    .force('x', forceX(width / 2).strength(0.06))
    .force('y', forceY(height / 2).strength(0.11))
    .stop()
    .tick(STEPS);
  for (const n of nodes) {
    n.x = Math.min(width - 50, Math.max(50, n.x));
    n.y = Math.min(height - 28, Math.max(20, n.y));
  }
  return { nodes, lines };
}

// A spiral about the middle: no chance in it.
const start = (i: number, width: number, height: number): { x: number; y: number } => {
  const turn = i * 2.399963;
  const far = 12 * Math.sqrt(i + 0.5);
  return { x: width / 2 + far * Math.cos(turn), y: height / 2 + far * Math.sin(turn) };
};
