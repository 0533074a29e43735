import { describe, expect, it } from 'vitest';
import { askedWords, isFound } from './asked';
import { folded } from './fold';

const finds = (query: string, word: string): boolean =>
  askedWords(query).every((asked) => isFound(folded(word), asked));

describe('a word that is asked for', () => {
  it.each([
    ['هدنة', 'الهُدْنة والهدنة بالهدنة وبالهدنة كالهدنة فالهدنة للهدنة وللهدنة لهدنة وهدنة هدنه هـدنة'],
    ['الهدنة', 'هدنة الهدنة للهدنة وبهدنة'],
    ['صاروخ', 'صاروخا صاروخين بصاروخ والصاروخي'],
    ['ليبيا', 'لليبيا ليبيا وليبيا'],
    ['قال', 'وقال فقال قالت'],
    ['أرمينيا', 'ارمينيا وأرمينيا لأرمينيا'],
    ['مسؤول', 'المسؤول مسؤولون ومسوول'],
    ['13', '١٣ 13 ۱۳'],
    ['cnn', 'CNN'],
    ['في', 'وفي في'],
  ])('%s is found in %s', (query, words) => {
    expect(words.split(' ').filter((word) => !finds(query, word))).toEqual([]);
  });

  it.each([
    ['هدنة', 'مهدنة هدن هادنة'],
    ['13', '130 213 13,000'],
    ['في', 'فيروس صيفي'],
    ['الله', 'له لهم'],
    ['و', 'وقال'],
  ])('%s is not found in %s', (query, words) => {
    expect(words.split(' ').filter((word) => finds(query, word))).toEqual([]);
  });
});
