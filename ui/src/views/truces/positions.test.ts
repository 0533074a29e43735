import { describe, expect, it } from 'vitest';
import type { Label, Truce, TrucePosition, Violation, Word } from '../../api/types';
import { accusations, everyDay, heaps, heldSince, partyRows, truceDays, truceState } from './positions';

const label = (key: string): Label => ({ key, ar: key, en: null });
const word = (claim: string, side: string | null): Word => ({
  claim,
  source: side ? label(side) : null,
  side: side ? label(side) : null,
  stance: 'asserts',
  through: [],
  outlet: null,
  published: '2021-03-09',
  sentence: null,
  marks: [],
});
const position = (party: string, kind: string, day: string, own = true): TrucePosition => ({
  party: label(party),
  position: kind,
  day,
  own,
  word: word(`${party}${kind}`, party),
  with: [],
});
const violation = (accuser: string, accused: string[], date: string | null): Violation => ({
  accused: accused.map(label),
  date,
  place: [],
  incidents: [],
  word: word(`${accuser}${accused.join()}${date}`, accuser),
});

const TRUCE: Truce = {
  id: 't',
  agreed: '2021-03-01',
  wished: false,
  start: '2021-03-02',
  kinds: [],
  parties: [label('north'), label('south')],
  brokers: [],
  place: [],
  positions: [
    position('north', 'proposed', '2021-03-01'),
    position('north', 'accepted', '2021-03-03'),
    position('north', 'accepted', '2021-03-05'),
    position('south', 'accepted', '2021-03-04', false),
  ],
  others: [],
  violations: [
    violation('north', ['south'], '2021-03-06'),
    violation('south', ['west'], null),
    violation('north', [], '2021-03-07'),
  ],
  terms: [],
  claims: ['t'],
};

describe('a truce over time', () => {
  it('gives each party stretches that follow one another', () => {
    const { rows, nobody } = partyRows(TRUCE, '2021-03-10');
    expect(rows.map((r) => [r.party.key, r.stretches.map((s) => [s.position, s.from, s.to])])).toEqual([
      [
        'north',
        [
          ['proposed', '2021-03-01', '2021-03-03'],
          ['accepted', '2021-03-03', '2021-03-10'],
        ],
      ],
      ['south', [['accepted', '2021-03-04', '2021-03-10']]],
      ['west', []],
    ]);
    expect(rows.map((r) => r.violations.length)).toEqual([0, 1, 1]);
    expect(nobody).toHaveLength(1);
  });

  it('has a position held since the day on which it was first told, in a state as in a band', () => {
    expect(['02', '03', '05', '09'].map((day) => heldSince(TRUCE, label('north'), `2021-03-${day}`))).toEqual(
      ['2021-03-01', '2021-03-03', '2021-03-03', '2021-03-03'],
    );
    expect(heldSince(TRUCE, label('south'), '2021-03-03')).toBeNull();
  });

  it('goes by one word of each day, the own before others', () => {
    const positions = [
      position('north', 'accepted', '2021-03-02'),
      position('north', 'ended', '2021-03-04', false),
      position('north', 'accepted', '2021-03-04'),
      position('north', 'denied', '2021-03-04', false),
    ];
    const truce = { ...TRUCE, positions };
    const { rows } = partyRows(truce, '2021-03-10');
    expect(rows[0]?.stretches.map((s) => [s.position, s.from])).toEqual([['accepted', '2021-03-02']]);
    expect(truceState(truce, '2021-03-05').positions[0]?.position).toBe('accepted');
  });

  it('knows its days, that of the report where a violation has none', () => {
    expect(truceDays(TRUCE)).toContain('2021-03-09');
    expect(everyDay('2021-02-27', '2021-03-02')).toEqual([
      '2021-02-27',
      '2021-02-28',
      '2021-03-01',
      '2021-03-02',
    ]);
  });

  it('stands on any day as it was told by then', () => {
    const early = truceState(TRUCE, '2021-03-02');
    expect(early.positions.map((p) => [p.party.key, p.position])).toEqual([['north', 'proposed']]);
    expect(early.silent.map((p) => p.key)).toEqual(['south']);
    expect(early.begun).toBe(true);
    expect(truceState({ ...TRUCE, wished: true }, early.on).begun).toBeNull();
    expect(early.violations).toEqual([]);
    expect(truceState(TRUCE, '2021-03-06').violations).toHaveLength(1);
  });

  it('counts who accuses whom', () => {
    const table = accusations(TRUCE.violations);
    expect(table.accusers.map((a) => a?.key)).toEqual(['north', 'south']);
    expect(table.count(label('north'), label('south'))).toBe(1);
    expect(table.count(label('north'), null)).toBe(1);
    expect(table.count(label('south'), label('south'))).toBe(0);
  });

  it('keeps the violations of a day at their day, the denied apart', () => {
    const denied = violation('south', ['south'], '2021-03-06');
    denied.word.stance = 'denies';
    const told = [
      violation('north', ['south'], '2021-03-07'),
      violation('north', ['south'], '2021-03-06'),
      violation('west', ['south'], '2021-03-06'),
      denied,
    ];
    expect(heaps(told).map((h) => [h.day, h.denied, h.all.length])).toEqual([
      ['2021-03-06', false, 2],
      ['2021-03-06', true, 1],
      ['2021-03-07', false, 1],
    ]);
  });

  it('has nobody accuse himself of what he denies', () => {
    const denied = violation('south', ['south'], '2021-03-07');
    denied.word.stance = 'denies';
    const table = accusations([violation('north', ['south'], '2021-03-06'), denied]);
    expect(table.accusers.map((a) => a?.key)).toEqual(['north']);
    expect(table.count(label('south'), label('south'))).toBe(0);
  });
});
