import { isFound, type AskedWord } from '../text/asked';
import { folded } from '../text/fold';
import { wordsOf } from '../text/words';
import type { Report, Span } from './types';

/** Where the words that are asked for stand in a report: the sentence that has most of them, and each of them. */
export type Found = { sentence: Span | null; words: Span[] };

/** A stop ends a sentence where a space or nothing follows, not within 3.5. */
const SENTENCE_END = /(?<=[.!?؟…](?=\s|$)|\n)/;

/** Finds reports by their words. */
export class FileSearch {
  /** Each report's title and text, folded when it is first searched. */
  private readonly folded = new WeakMap<Report, string>();

  /** The words of a query in a report; null where one of them is missing. */
  find(report: Report, query: readonly AskedWord[]): Found | null {
    const letters = this.lettersOf(report);
    // A word's form is a part of the letters of its text, so most reports need not be cut into words.
    if (!query.every((asked) => asked.some((form) => letters.includes(form)))) return null;
    const of = (text: string) => wordsOf(text).filter((w) => query.some((asked) => isFound(w.key, asked)));
    const inText = of(report.text);
    const all = [...of(report.title ?? ''), ...inText];
    if (!query.every((asked) => all.some((w) => isFound(w.key, asked)))) return null;
    const points = Array.from(report.text);
    const words = inText.map(({ start, end }) => ({ text: points.slice(start, end).join(''), start, end }));
    return { words, sentence: fullest(sentencesOf(report.text), words) };
  }

  private lettersOf(report: Report): string {
    const known = this.folded.get(report) ?? folded(`${report.title ?? ''}\n${report.text}`);
    this.folded.set(report, known);
    return known;
  }
}

/** The sentences of a text without the spaces around them; code points of the text. */
function sentencesOf(text: string): Span[] {
  let at = 0;
  return text.split(SENTENCE_END).map((part) => {
    const lead = Array.from(/^\s*/.exec(part)?.[0] ?? '').length;
    const words = part.trim();
    const start = at + lead;
    at += Array.from(part).length;
    return { text: words, start, end: start + Array.from(words).length };
  });
}

/** The sentence that holds most of the words, the first of several; null where none holds any. */
function fullest(sentences: readonly Span[], words: readonly Span[]): Span | null {
  let [best, most] = [null as Span | null, 0];
  for (const sentence of sentences) {
    const held = words.filter((w) => w.start >= sentence.start && w.end <= sentence.end).length;
    if (held > most) [best, most] = [sentence, held];
  }
  return best;
}
