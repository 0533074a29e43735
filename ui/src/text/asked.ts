import { wordsOf } from './words';

/** What is joined before a word: و or ف, then ب, ك or ل, then the article, which ل takes into itself. */
const JOINED = /^[وف]?(?:[بك]?(?:ال)?|ل|لل)$/;
const ARTICLE = 'ال';
/** Letters that a word keeps when its article is taken off, so that الله stays whole. */
const LEAST_STEM = 3;
/** Letters from which on the beginning of a word stands for the word; fewer begin too many. */
const LEAST_BEGINNING = 3;

/** A word that is asked for: the forms of it that are looked for, of which one is enough. */
export type AskedWord = readonly string[];

/** The words of a query; one with the article asks for the word without it too. */
export const askedWords = (query: string): AskedWord[] =>
  wordsOf(query).map(({ key }) => {
    const bare = key.slice(ARTICLE.length);
    return key.startsWith(ARTICLE) && bare.length >= LEAST_STEM ? [key, bare] : [key];
  });

/** Whether a folded word of a text is one that is asked for, alone, behind what is joined before it, or with an ending. */
export const isFound = (word: string, asked: AskedWord): boolean =>
  asked.some((form) => {
    if (word === form) return true;
    const at = word.indexOf(form);
    if (at < 0 || form.length < 2 || /^\d/.test(form)) return false;
    const last = word.length - form.length;
    for (let i = at; i >= 0; i = word.indexOf(form, i + 1)) {
      if ((i === last || form.length >= LEAST_BEGINNING) && JOINED.test(word.slice(0, i))) return true;
    }
    return false;
  });
