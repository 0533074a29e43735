import { describe, expect, it } from 'vitest';
import type { Claim } from '../../api/types';
import { parted, splitting } from './parted';

/** An incident by its tellings: the claims of each; a claim is called by its report and a letter. */
const incident = (tellings: readonly string[]) => ({
  tellings: tellings.map((t) => ({ id: t.split(' ')[0] ?? '', because: [] })),
  claims_whole: tellings.flatMap((t) => t.split(' ')).map((id) => claim(id)),
});
const claim = (id: string): Claim => ({ id, document: id.slice(0, 1) }) as Claim;
const told = (id: string, tellings: readonly string[]): string => {
  const { own, others } = parted(claim(id), incident(tellings));
  const ids = (claims: readonly Claim[]): string => claims.map((c) => c.id).join(' ');
  return [ids(own), ...others.map((t) => ids(t.claims))].join(' | ');
};

describe('what leaves an incident with a claim', () => {
  it.each([
    ['2a', ['1a 1b', '2a', '3a'], ' | 1a 1b | 3a'],
    ['1b', ['1a 1b 1c', '2a'], '1a 1c | 2a'],
    ['1a', ['1a 1b'], '1b'],
    ['2a', ['1a', '2a', '2b', '3a'], ' | 2b | 1a | 3a'],
  ])('%s of %s', (id, tellings, expected) => expect(told(id, tellings)).toBe(expected));
});

describe('the decisions of a splitting', () => {
  const tellings = ['1a 1b', '2a', '3a 3b', '4a'];
  const steps = (id: string, leaving: string[]): string[] =>
    splitting(claim(id), parted(claim(id), incident(tellings)).others, leaving).map(
      (s) => `${s.action} ${s.about.join(' ')}`,
    );

  it('part the claim alone from one that stays', () => expect(steps('2a', [])).toEqual(['split 2a 1a']));
  it('take those that leave too from it, to the claim', () =>
    expect(steps('2a', ['1a', '4a'])).toEqual([
      'split 2a 3a',
      'split 1a 3a',
      'merge 1a 2a',
      'split 4a 3a',
      'merge 4a 2a',
    ]));
  it('are none where nothing stays', () => expect(steps('2a', ['1a', '3a', '4a'])).toEqual([]));
});
