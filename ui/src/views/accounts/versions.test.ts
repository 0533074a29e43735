import { describe, expect, it } from 'vitest';
import type { Claim, Contest, Label, Word } from '../../api/types';
import { cellOf, days, numberRows, sayings, sidesOf, versions } from './versions';

const side = (key: string): Label => ({ key, ar: key, en: key });
const word = (claim: string, of: string | null, published: string | null): Word => ({
  claim,
  source: null,
  side: of === null ? null : side(of),
  stance: 'asserts',
  through: [],
  outlet: null,
  published,
  sentence: null,
  marks: [],
});
const contest = (parts: Partial<Contest>): Contest => ({
  matter: 'incident',
  about: 'i',
  family: null,
  day: null,
  place: [],
  asserting: [],
  demanding: [],
  denying: [],
  silent: [],
  first: null,
  numbers: [],
  changes: [],
  ...parts,
});

describe('the versions of a contest', () => {
  const all = versions(
    contest({
      asserting: [
        word('late', 'A', '2020-10-12'),
        word('nobody', null, '2020-10-09'),
        word('c', 'C', '2020-10-10'),
      ],
      denying: [word('early', 'A', '2020-10-08'), word('undated', 'A', null)],
      silent: [side('D'), side('A')],
    }),
  );

  it('stand by party: the first to speak first, words of no side behind, the silent last', () => {
    expect(all.map((v) => [v.side?.key ?? null, v.silent])).toEqual([
      ['A', false],
      ['C', false],
      [null, false],
      ['D', true],
    ]);
  });

  it('run in order of time, with what each word does', () => {
    expect(all[0]?.entries.map((e) => [e.word.claim, e.role])).toEqual([
      ['early', 'denying'],
      ['late', 'asserting'],
      ['undated', 'denying'],
    ]);
    expect(days(all)).toEqual(['2020-10-08', '2020-10-09', '2020-10-10', '2020-10-12', null]);
  });
});

describe('words of one sentence', () => {
  it('are one saying while source and stance are the same', () => {
    const sentence = { text: 'x', start: 3, end: 4 };
    const say = (claim: string, of: string, stance = 'asserts') => ({
      word: { ...word(claim, 'A', null), sentence, source: side(of), stance },
      role: 'asserting' as const,
    });
    const all = sayings([
      say('d-1', 'S'),
      say('d-2', 'S'),
      say('d-3', 'T'),
      say('e-1', 'S'),
      say('d-4', 'S', 'plans'),
    ]);
    expect(all.map((s) => s.entries.map((e) => e.word.claim))).toEqual([
      ['d-1', 'd-2'],
      ['d-3'],
      ['e-1'],
      ['d-4'],
    ]);
  });
});

describe('numbers side by side', () => {
  const claim = (id: string, counts: Claim['counts']): Claim =>
    ({ id, counts, chain: [], outlet: 'o', published: '2020-10-10' }) as unknown as Claim;
  const teller = (c: Claim) => ({ side: c.id.startsWith('a') ? side('A') : null, source: null });
  const killed = (n: number, more: object = {}) => ({ harm: 'killed', who: 'people', n, ...more });

  it('give each party its least and its most, and every number with its source', () => {
    const rows = numberRows(
      null,
      [claim('a1', [killed(9)]), claim('a2', [killed(10, { to: 12 })]), claim('b', [killed(3)])],
      teller,
    );
    expect(rows).toHaveLength(1);
    expect(sidesOf(rows).map((s) => s?.key ?? null)).toEqual(['A', null]);
    expect(rows[0] && cellOf(rows[0], side('A'))).toMatchObject({ low: 9, high: 12 });
    expect(rows[0] && cellOf(rows[0], null)?.told.map((t) => t.claim)).toEqual(['b']);
    expect(rows[0] && cellOf(rows[0], side('Z'))).toBeUndefined();
  });

  it('leave out what counts since a day, what is part of another and what has no number', () => {
    const odd = [killed(9, { since: 'war' }), killed(4, { part: true }), { ...killed(0), n: null }];
    expect(numberRows(null, [claim('a', odd)], teller)).toEqual([]);
  });

  it('say a number once that both the contest and the claim tell', () => {
    const listed = contest({
      numbers: [
        {
          harm: 'killed',
          who: 'people',
          told: [{ n: 9, to: null, bound: 'exact', word: word('a1', 'A', null) }],
        },
      ],
    });
    expect(numberRows(listed, [claim('a1', [killed(9)])], teller)[0]?.cells[0]?.told).toHaveLength(1);
  });
});
