import { describe, expect, it } from 'vitest';
import { fitted, onPlane, seen, WORLD } from './plane';

describe('the plane', () => {
  it('has the meeting of equator and first meridian in its middle', () => {
    expect(onPlane(0, 0)).toEqual([WORLD / 2, WORLD / 2]);
  });
  it('is as high as wide at the latitude where maps of the web end', () => {
    const [x, y] = onPlane(-180, 85);
    expect(x).toBe(0);
    expect(y).toBeGreaterThan(0);
    expect(y).toBeLessThan(WORLD / 100);
    expect(onPlane(0, 90)).toEqual(onPlane(0, 85));
  });
  it('is fitted with its corners in sight and in the middle', () => {
    const corners = [onPlane(44, 39), onPlane(50, 42)] as const;
    const view = fitted(corners, [800, 500], 28);
    const [left, bottom] = seen(view, corners[0]);
    const [right, top] = seen(view, corners[1]);
    expect(left).toBeGreaterThanOrEqual(28 - 1e-6);
    expect(right).toBeLessThanOrEqual(772 + 1e-6);
    expect(top).toBeGreaterThanOrEqual(28 - 1e-6);
    expect(bottom).toBeLessThanOrEqual(472 + 1e-6);
    expect(left + right).toBeCloseTo(800);
    expect(top + bottom).toBeCloseTo(500);
  });
});
