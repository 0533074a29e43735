import { describe, expect, it } from 'vitest';
import { NO_FILTER } from '../../filters/filter';
import { asksFields, taken } from './taken';

describe('a suggestion that is taken', () => {
  it('becomes a part of the filter', () => {
    expect(taken({ kind: 'place', key: 'gn:1' }, NO_FILTER)).toEqual({ place: 'gn:1' });
    expect(taken({ kind: 'truce', key: 't' }, NO_FILTER)).toEqual({ since_truce: 't' });
  });
  it('adds an event to those asked for, once', () => {
    const filter = { ...NO_FILTER, event: ['truce'] };
    expect(taken({ kind: 'event', key: 'clash' }, filter)).toEqual({ event: ['clash', 'truce'] });
    expect(taken({ kind: 'event', key: 'truce' }, filter)).toEqual({ event: ['truce'] });
  });
  it('is nothing when its kind is not known', () => {
    expect(taken({ kind: 'colour', key: 'red' }, NO_FILTER)).toBeNull();
  });
});

describe('a filter', () => {
  it('asks for fields unless it asks for days alone', () => {
    expect(asksFields({ ...NO_FILTER, from: '2020-10-01' })).toBe(false);
    expect(asksFields({ ...NO_FILTER, stance: ['denies'] })).toBe(true);
    expect(asksFields({ ...NO_FILTER, confidence: 0.5 })).toBe(true);
  });
});
