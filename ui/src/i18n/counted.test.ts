import { describe, expect, it } from 'vitest';
import { inArabic, type Counted } from './counted';

const DAY: Counted = { one: 'يوم واحد', two: 'يومان', few: 'أيام', many: 'يومًا', other: 'يوم' };

describe('inArabic', () => {
  it.each([
    [0, /^\S+ يوم$/],
    [1, /^يوم واحد$/],
    [2, /^يومان$/],
    [3, /^\S+ أيام$/],
    [10, /^\S+ أيام$/],
    [11, /^\S+ يومًا$/],
    [99, /^\S+ يومًا$/],
    [100, /^\S+ يوم$/],
    [102, /^\S+ يوم$/],
    [103, /^\S+ أيام$/],
    [111, /^\S+ يومًا$/],
    [1000, /^\S+ يوم$/],
  ])('%d', (n, wanted) => expect(inArabic(n, DAY)).toMatch(wanted));
});
