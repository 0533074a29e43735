import { describe, expect, it } from 'vitest';
import type { Claim } from '../../api/types';
import { correctable, fits } from './fields';

describe('the fields that can be corrected', () => {
  const claim = {
    event: 'shelling',
    stance: 'asserts',
    chain: [{ text: 'الوكالة' }, { text: 'الوزارة' }],
    actor: [],
    target: [{ text: 'المدينة' }],
    place: [],
    date: null,
    counts: [
      { harm: 'killed', who: 'people', n: 9 },
      { harm: 'damaged', who: 'buildings', n: null },
    ],
  } as unknown as Claim;
  const fields = Object.fromEntries(correctable(claim).map((f) => [f.field, f.value]));

  it('begin with what the claim has', () => {
    expect(fields).toMatchObject({
      event: 'shelling',
      source: 'الوزارة',
      actor: '',
      target: 'المدينة',
      date: '',
    });
  });
  it('hold the tolls that are told, and those most asked for', () => {
    expect(fields).toMatchObject({ killed: '9', damaged: '', injured: '' });
  });
});

describe('a value', () => {
  it('must be of its field', () => {
    expect(['2020', '2020-10', '2020-10-08', '2020-10-08/2020-10-11', ''].every((d) => fits('date', d))).toBe(
      true,
    );
    expect(['8 Oct', '2020-13', '2020-10-40', '2020/10'].some((d) => fits('date', d))).toBe(false);
    expect(fits('number', '12')).toBe(true);
    expect(fits('number', '-1')).toBe(false);
    expect(fits('number', '1.5')).toBe(false);
    expect(fits('event', '')).toBe(false);
    expect(fits('name', '')).toBe(true);
  });
});
