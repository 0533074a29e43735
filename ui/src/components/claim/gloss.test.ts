import { describe, expect, it } from 'vitest';
import type { Claim } from '../../api/types';
import { countryName } from '../../i18n/country';
import { brief, gloss, meaning, type GlossWords } from './gloss';

const WORDS: GlossWords = {
  event: (key) => `event ${key}`,
  stance: (key) => key,
  sector: (key) => ({ MIL: 'military' })[key] ?? key,
  count: (c) => `${c.n} ${c.harm}`,
  day: (days) => `on ${days}`,
  comma: ', ',
};

const CLAIM: Claim = {
  id: 'a-1',
  report: 'r',
  document: 'a',
  outlet: null,
  published: null,
  event: 'shelling',
  stance: 'denies',
  chain: [{ text: 'متحدث', start: 0, end: 5 }],
  actor: [{ text: 'الجيش', start: 9, end: 14, country: 'AM', sector: 'MIL' }],
  target: [],
  place: [{ text: 'كنجه', start: 20, end: 24, ar: 'كنجة', en: 'Ganja' }],
  date: '2020-10-11',
  date_words: 'أمس',
  counts: [{ harm: 'killed', who: 'civilians', n: 9 }],
  plover: null,
  acled: null,
  trigger: { text: 'قصف', start: 6, end: 9 },
  text: { text: '', start: 0, end: 24 },
  confidence: 0.5,
  rules: [],
  reader: '',
  incident: null,
  decision: null,
  sentence: null,
  rejected: false,
  marks: [],
};

describe('the gloss of a claim', () => {
  it('says each field that the report tells, and no other', () => {
    const rows = gloss(CLAIM, 'en', WORDS);
    expect(rows.map((r) => r.field)).toEqual(['event', 'source', 'actor', 'place', 'date', 'count']);
    expect(rows[0]?.values).toEqual([{ said: 'قصف', means: 'event shelling' }]);
    expect(rows[4]?.values).toEqual([{ said: 'أمس', means: 'on 2020-10-11' }]);
    expect(rows[5]?.values).toEqual([{ said: null, means: '9 killed' }]);
  });

  it('names a body without a name by country and kind', () => {
    expect(meaning({ text: 'الجيش', start: 0, end: 5, country: 'AM', sector: 'MIL' }, 'en', WORDS)).toBe(
      'Armenia, military',
    );
  });

  it('says nothing of a name that means nothing to the ledger', () => {
    expect(meaning({ text: 'متحدث', start: 0, end: 5 }, 'en', WORDS)).toBeNull();
    expect(brief([{ said: 'متحدث', means: null }])).toEqual(['متحدث']);
  });

  it('does not repeat a word as its own meaning', () => {
    const place = { text: 'كنجة', start: 0, end: 4, ar: 'كنجة', en: 'Ganja', country: 'AZ' };
    expect(meaning(place, 'ar', WORDS)).toBeNull();
    expect(brief([{ said: place.text, means: meaning(place, 'ar', WORDS) }])).toEqual(['كنجة']);
    expect(meaning(place, 'en', WORDS)).toBe('Ganja');
  });

  it('keeps a code that is no country', () => {
    expect(countryName('not a code', 'en')).toBe('not a code');
  });
});
