import { folded } from './fold';

/** A word of a text: its folded form, and where it stands, in code points of the text. */
export type Word = { key: string; start: number; end: number };

const HIDDEN = '\\u00ad\\u061c\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufe00-\\ufe0f\\ufeff';
/** Letters of one script, with the marks upon them; a mark of direction only where the word goes on behind it. */
const run = (letters: string): string => `${letters}(?:[${HIDDEN}]*(?:${letters}|\\p{M}|\\u0640))*`;
const WORDS = new RegExp(
  [
    '\\p{Nd}+(?:[.,،٫٬ر]\\p{Nd}+)*',
    run('(?:(?=\\p{L})\\p{Script=Arabic})'),
    run('(?:(?!\\p{Script=Arabic})\\p{L})'),
  ].join('|'),
  'gu',
);

/** The words and numbers of a text, cut as the reader cuts them: where letters, digits and marks meet. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  let unit = 0;
  let point = 0;
  const pointAt = (to: number): number => {
    for (; unit < to; point += 1) unit += (text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1;
    return point;
  };
  for (const found of text.matchAll(WORDS)) {
    const start = pointAt(found.index);
    words.push({ key: folded(found[0]), start, end: pointAt(found.index + found[0].length) });
  }
  return words;
}
