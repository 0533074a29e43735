import { describe, expect, it } from 'vitest';
import { turns } from './turns';

const after = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

describe('what is asked for in a row', () => {
  it('is done in the order of asking, each when what was before it has ended', async () => {
    const inTurn = turns();
    const seen: string[] = [];
    const work = (name: string, ms: number) => async (): Promise<void> => {
      seen.push(`${name} begins`);
      await after(ms);
      seen.push(`${name} ends`);
    };
    await Promise.all([inTurn(work('slow', 20)), inTurn(work('quick', 0))]);
    expect(seen).toEqual(['slow begins', 'slow ends', 'quick begins', 'quick ends']);
  });
  it('is done though what was before it failed, of which only its own asker hears', async () => {
    const inTurn = turns();
    const refused = inTurn(() => Promise.reject(new Error('refused')));
    const next = inTurn(() => Promise.resolve());
    await expect(refused).rejects.toThrow('refused');
    await expect(next).resolves.toBeUndefined();
  });
});
