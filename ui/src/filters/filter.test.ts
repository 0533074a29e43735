import { describe, expect, it } from 'vitest';
import { parseRoute, routeHash } from '../routing/route';
import { asked, filterQuery, NO_FILTER, parseFilter, type Filter } from './filter';

const FULL: Filter = {
  from: '2021-03-01',
  to: '2021-03-31',
  place: 'كنجة',
  party: 'AM/MIL',
  source: 'rw:a source',
  outlet: 'صحيفة & نشرة',
  event: ['shelling', 'truce'],
  stance: ['denies'],
  confidence: 0.65,
  since_truce: '3c60c13c8406-d594a2b8',
};

describe('filters in the address', () => {
  it('come back as they went in', () => {
    expect(parseFilter(filterQuery(FULL))).toEqual(FULL);
    expect(parseFilter(filterQuery(NO_FILTER))).toEqual(NO_FILTER);
    expect(filterQuery(NO_FILTER).toString()).toBe('');
    expect(asked(FULL)).toBe(11);
  });

  it('leave out what cannot be meant', () => {
    const typed = new URLSearchParams(
      'from=2021-02-30&to=soon&confidence=7&event=&event=truce&event=truce&party=+',
    );
    expect(parseFilter(typed)).toEqual({ ...NO_FILTER, event: ['truce'] });
  });

  it('stand beside the view, what it looks at and its own keys', () => {
    const route = {
      view: 'truces' as const,
      id: 'a/b c',
      sub: 'd?e',
      filter: FULL,
      own: { on: '2021-03-05' },
    };
    expect(parseRoute(routeHash(route))).toEqual(route);
  });

  it('lead to the overview where the address names no view', () => {
    expect(parseRoute('').view).toBe('overview');
    expect(parseRoute('#/nowhere/x?from=2021-03-01')).toMatchObject({
      view: 'overview',
      id: null,
      filter: { from: '2021-03-01' },
    });
    expect(parseRoute('#/tolls/%E0%A4%A').id).toBe('%E0%A4%A');
  });
});
