import { formatNumber } from '../format/format';

/** An Arabic noun as numbers have it; `one` and `two` tell their number themselves. */
export type Counted = {
  one: string;
  two: string;
  /** Three to ten, and what ends in them: 203. */
  few: string;
  /** Eleven to ninety-nine, and what ends in them: 2011. */
  many: string;
  /** None, a hundred, a thousand, and one or two more than these. */
  other: string;
};

const RULES = new Intl.PluralRules('ar');

/** So many of something, in Arabic. */
export function inArabic(n: number, noun: Counted): string {
  const rule = RULES.select(n);
  if (rule === 'one' || rule === 'two') return noun[rule];
  return `${formatNumber(n, 'ar')} ${rule === 'zero' ? noun.other : noun[rule]}`;
}
