import { describe, expect, it } from 'vitest';
import { NO_FILTER, type Filter } from '../filters/filter';
import { isAsked } from './file-filter';
import type { Claim } from './types';

const span = { text: '', start: 0, end: 0 };

const CLAIM: Claim = {
  id: 'c',
  report: 'r',
  document: 'd',
  outlet: 'صحيفة الميناء',
  published: '2021-03-05',
  event: 'shelling',
  stance: 'asserts',
  chain: [{ ...span, text: 'وزارة الدفاع', country: 'AM', sector: 'MIL' }],
  actor: [{ ...span, text: 'القوات', country: 'AZ', sector: 'MIL' }],
  target: [],
  place: [{ ...span, text: 'گنجه', id: 'gn:586523', ar: 'كنجة', en: 'Ganja' }],
  date: '2021-03-01/2021-03-03',
  date_words: null,
  counts: [],
  plover: null,
  acled: null,
  trigger: span,
  text: span,
  confidence: 0.6,
  rules: [],
  reader: '',
  incident: null,
  decision: null,
  rejected: false,
  sentence: null,
  marks: [],
};

const asks = (filter: Partial<Filter>, since: string | null = null): boolean =>
  isAsked(CLAIM, { ...NO_FILTER, ...filter }, since);

describe('filters of a report file', () => {
  it('go by the days of the claim, not of its report', () => {
    expect(asks({ from: '2021-03-03' })).toBe(true);
    expect(asks({ from: '2021-03-04' })).toBe(false);
    expect(asks({ to: '2021-03-01' })).toBe(true);
    expect(asks({ to: '2021-02-28' })).toBe(false);
    expect(isAsked({ ...CLAIM, date: null }, { ...NO_FILTER, from: '2021-03-05' }, null)).toBe(true);
    expect(isAsked({ ...CLAIM, date: null, published: null }, { ...NO_FILTER, to: '2030-01-01' }, null)).toBe(
      false,
    );
  });

  it('begin with a truce where that is asked, and with the later of both days', () => {
    expect(asks({}, '2021-03-04')).toBe(false);
    expect(asks({ from: '2021-03-04' }, '2021-03-01')).toBe(false);
    expect(asks({ from: '2021-03-01' }, '2021-03-02')).toBe(true);
  });

  it('find names by id, country, sector and any spelling', () => {
    for (const place of ['gn:586523', 'كنجة', 'كنجه', 'ganja']) expect(asks({ place }), place).toBe(true);
    expect(asks({ place: 'Goris' })).toBe(false);
    for (const party of ['AZ', 'AZ/MIL']) expect(asks({ party }), party).toBe(true);
    expect(asks({ party: 'AM' })).toBe(false);
    expect(asks({ source: 'AM' })).toBe(true);
    expect(asks({ outlet: 'صحيفه الميناء' })).toBe(true);
  });

  it('take events and stances as any of them, and confidence as at least', () => {
    expect(asks({ event: ['truce', 'shelling'] })).toBe(true);
    expect(asks({ event: ['truce'] })).toBe(false);
    expect(asks({ stance: ['denies'] })).toBe(false);
    expect(asks({ confidence: 0.6 })).toBe(true);
    expect(asks({ confidence: 0.65 })).toBe(false);
  });
});
