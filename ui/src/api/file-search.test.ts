import { describe, expect, it } from 'vitest';
import { askedWords } from '../text/asked';
import { FileSearch } from './file-search';
import type { Report } from './types';

const report = (title: string | null, text: string): Report => ({ title, text }) as Report;
const finder = new FileSearch();

/** What is marked, with the sentence that is shown, as the report has them. */
function found(
  query: string,
  title: string | null,
  text: string,
): { sentence: string | null; words: string[] } | null {
  const hit = finder.find(report(title, text), askedWords(query));
  const points = Array.from(text);
  const at = (s: { start: number; end: number }): string => points.slice(s.start, s.end).join('');
  return hit && { sentence: hit.sentence && at(hit.sentence), words: hit.words.map(at) };
}

const TEXT = '😀 قُتل ١٣ شخصًا. خُرِقت الهُدْنَةُ، وقال ‏مسؤول‏ إنّ للهدنة 3.5 أيام!\nهدنة 130';

describe('the words of a query in a report', () => {
  it.each([
    ['هدنه', 'خُرِقت الهُدْنَةُ، وقال ‏مسؤول‏ إنّ للهدنة 3.5 أيام!', ['الهُدْنَةُ', 'للهدنة', 'هدنة']],
    ['13', '😀 قُتل ١٣ شخصًا.', ['١٣']],
    ['الهدنة مسوول', 'خُرِقت الهُدْنَةُ، وقال ‏مسؤول‏ إنّ للهدنة 3.5 أيام!', ['الهُدْنَةُ', 'مسؤول', 'للهدنة', 'هدنة']],
    ['٣.٥', 'خُرِقت الهُدْنَةُ، وقال ‏مسؤول‏ إنّ للهدنة 3.5 أيام!', ['3.5']],
  ])('%s lie on its own letters', (query, sentence, words) => {
    expect(found(query, null, TEXT)).toEqual({ sentence, words });
  });

  it('must all be there, be it in its title', () => {
    expect(found('هدنة قصف', null, TEXT)).toBeNull();
    expect(found('هدنة قصف', 'القصف مستمر', TEXT)?.words).toEqual(['الهُدْنَةُ', 'للهدنة', 'هدنة']);
    expect(found('قصف', 'القصف مستمر', 'نص')).toEqual({ sentence: null, words: [] });
  });
});
