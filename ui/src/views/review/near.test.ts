import { describe, expect, it } from 'vitest';
import type { Incident } from '../../api/types';
import { nearest, tells } from './near';

const incident = (id: string, date: string | null, place: string[], family = 'attack'): Incident =>
  ({ id, date, first_published: '2020-10-12', place: place.map((key) => ({ key })), family }) as Incident;

describe('incidents near a claim', () => {
  it('stand by place, then day, then event', () => {
    const claim = { date: '2020-10-08', published: '2020-10-09', event: 'strike', place: [{ id: 'a' }] };
    const all = [
      incident('elsewhere that day', '2020-10-08', ['b']),
      incident('here, no day told', null, ['a']),
      incident('elsewhere that day, a strike', '2020-10-08', ['b'], 'strike'),
      incident('here, two days on', '2020-10-10/2020-10-11', ['b', 'a']),
      incident('here that day', '2020-10-07/2020-10-08', ['a']),
    ];
    expect(nearest(claim, all).map((i) => i.id)).toEqual([
      'here that day',
      'here, two days on',
      'here, no day told',
      'elsewhere that day, a strike',
      'elsewhere that day',
    ]);
  });

  it('are found by any of their names', () => {
    const names = ['Strike', 'كنجة', 'Ganja', null, '11 Oct 2020'];
    expect(tells('ganja 11', names)).toBe(true);
    expect(tells('كنجة', names)).toBe(true);
    expect(tells('', names)).toBe(true);
    expect(tells('ganja 12', names)).toBe(false);
  });
});
