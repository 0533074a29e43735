import { beforeEach, describe, expect, it, vi } from 'vitest';
import { afterPaint } from './painted';

/** A frame, with what was put off behind it. */
let frames: (() => void)[] = [];
const frame = (): void => {
  const now = frames;
  frames = [];
  for (const draw of now) draw();
  vi.runAllTimers();
};

beforeEach(() => {
  frames = [];
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => frames.push(draw));
  return () => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  };
});

describe('what is put off until a paint', () => {
  it('is done one for each frame, in its order', () => {
    const done: number[] = [];
    for (const n of [1, 2, 3]) afterPaint(() => done.push(n));
    expect(done).toEqual([]);
    frame();
    expect(done).toEqual([1]);
    frame();
    frame();
    expect(done).toEqual([1, 2, 3]);
    afterPaint(() => done.push(4));
    frame();
    expect(done).toEqual([1, 2, 3, 4]);
  });

  it('takes no frame where it was called off', () => {
    const done: number[] = [];
    const stop = afterPaint(() => done.push(1));
    afterPaint(() => done.push(2));
    stop();
    frame();
    expect(done).toEqual([2]);
  });

  it('goes on where one of them goes wrong', () => {
    const done: number[] = [];
    afterPaint(() => {
      throw new Error('drawn wrongly');
    });
    afterPaint(() => done.push(2));
    expect(frame).toThrow('drawn wrongly');
    frame();
    expect(done).toEqual([2]);
  });
});
