// A report's way shows in its first lines; the longest are a megabyte.
const LOOKED_AT = 4_000;
const RIGHT = /[\p{Script=Arabic}\p{Script=Hebrew}]/gu;
const LEFT = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]/gu;

/**
 * The way a text of a report is laid out. The first letter does not tell: an Arabic sentence may begin with `CNN`. Names
 * and addresses in Latin letters are long beside Arabic words, so it takes more than twice as many for a Latin text.
 */
export function direction(text: string): 'rtl' | 'ltr' | 'auto' {
  const begun = text.slice(0, LOOKED_AT);
  const right = begun.match(RIGHT)?.length ?? 0;
  const left = begun.match(LEFT)?.length ?? 0;
  if (right + left === 0) return 'auto';
  return left > 2 * right ? 'ltr' : 'rtl';
}
