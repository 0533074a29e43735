import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { folded } from './fold';
import { wordsOf } from './words';

/** The cases of the reader: a text, and the keys of its tokens, marks among them. */
const CASES = readFileSync('../crates/riwaya-text/tests/cases/tokens.tsv', 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('\t') as [string, string]);

describe('folding', () => {
  it.each(CASES)('%s has the words that the reader sees in it', (text, keys) => {
    const words = keys.split(' ').filter((key) => /[\p{L}\p{N}]/u.test(key));
    expect(wordsOf(text).map((w) => w.key)).toEqual(words);
  });

  it.each([
    ['أَرمينيَّة', 'ارمينيه'],
    ['مسؤول', 'مسوول'],
    ['رئيس', 'رييس'],
    ['آرتساخ', 'ارتساخ'],
    ['مستشفى', 'مستشفي'],
    ['هـــدنة', 'هدنه'],
    ['ا\u0654رض', 'ارض'],
    ['١٢ و۳۴', '12 و34'],
    ['CNN', 'cnn'],
    ['ﻟﻼﺟﺌﻴﻦ', 'للاجيين'],
  ])('%s becomes %s', (text, key) => expect(folded(text)).toBe(key));

  it('says where words stand in the text as it is, in code points', () => {
    const text = '😀 قُتِلَ \u202bالجيـش\u202c؛';
    const points = Array.from(text);
    const at = wordsOf(text).map((w) => points.slice(w.start, w.end).join(''));
    expect(at).toEqual(['قُتِلَ', 'الجيـش']);
  });
});
