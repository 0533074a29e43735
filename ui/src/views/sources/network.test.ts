import { describe, expect, it, vi } from 'vitest';
import type { Network } from '../../api/types';
import { layOut, size, type Layout } from './network';

const network = (count: number): Network => ({
  nodes: Array.from({ length: count }, (_, n) => ({
    key: `s${n}`,
    ar: `مصدر ${n}`,
    en: `Source ${n}`,
    claims: 4 ** (n % 8),
  })),
  links: Array.from({ length: count }, (_, n) => ({
    from: `s${n}`,
    to: `s${(n * 7 + 1) % count}`,
    claims: 1 + (n % 5),
  })),
});

function layout(of: Network, width: number, height: number): Layout {
  vi.useFakeTimers();
  const laid: Layout[] = [];
  layOut(of, width, height, (one) => laid.push(one));
  vi.runAllTimers();
  vi.useRealTimers();
  expect(laid.length).toBe(1);
  return laid[0] as Layout;
}

describe('who cites whom', () => {
  it('is not laid out where it was called off', () => {
    vi.useFakeTimers();
    const done = vi.fn();
    const stop = layOut(network(60), 900, 460, done);
    vi.advanceTimersToNextTimer();
    stop();
    vi.runAllTimers();
    vi.useRealTimers();
    expect(done).not.toHaveBeenCalled();
  });

  it('fills its box', () => {
    const { nodes } = layout(network(60), 900, 460);
    for (const at of ['x', 'y'] as const) {
      const all = nodes.map((n) => n[at]).sort((a, b) => a - b);
      expect((all.at(-1) ?? 0) - (all[0] ?? 0)).toBeGreaterThan(at === 'x' ? 700 : 300);
      // No heap at an edge.
      expect(all.filter((v) => v === all[0]).length).toBe(1);
    }
    for (const n of nodes) expect(n.y + n.size + 15).toBeLessThanOrEqual(460);
  });

  it('draws sources as large as what they claim', () => {
    expect(size(40_000, 60_000) / size(10_000, 60_000)).toBeCloseTo(2);
    expect(size(60_000, 60_000)).toBe(24);
  });

  it('lets no name lie over another', () => {
    const named = layout(network(60), 900, 460).nodes.filter((n) => n.named);
    expect(named.length).toBeGreaterThan(10);
    const apart = named.every((a) =>
      named.every((b) => a === b || Math.abs(a.x - b.x) > 40 || Math.abs(a.y + a.size - b.y - b.size) >= 15),
    );
    expect(apart).toBe(true);
  });
});
