import type { Claim, Count, Named } from '../../api/types';
import { countryName } from '../../i18n/country';
import type { Lang } from '../../i18n/lang.svelte';

/** A value of a field: the report's own words, and what the ledger's labels say they mean. */
export type Meaning = { said: string | null; means: string | null };

export type GlossField = 'event' | 'source' | 'actor' | 'target' | 'place' | 'date' | 'count';

export type GlossRow = { field: GlossField; values: Meaning[] };

/** What the gloss says in the page's language. */
export type GlossWords = {
  event: (key: string) => string;
  stance: (key: string) => string;
  sector: (key: string) => string;
  count: (count: Count) => string;
  day: (days: string) => string;
  comma: string;
};

/**
 * What a name stands for: its name in the page's language, else whose and of what kind it is; null if unknown, or if the
 * report already names it so.
 */
export function meaning(
  named: Named,
  lang: Lang,
  words: Pick<GlossWords, 'sector' | 'comma'>,
): string | null {
  const name = lang === 'en' ? named.en : named.ar;
  if (name) return name === named.text ? null : name;
  const kind = [
    named.country ? countryName(named.country, lang) : null,
    named.sector ? words.sector(named.sector) : null,
  ].filter((p) => p !== null);
  return kind.length > 0 ? kind.join(words.comma) : null;
}

/**
 * What a claim's fields say, from the ledger's labels: a gloss, not a translation. Fields that the report does not tell
 * are left out.
 */
export function gloss(claim: Claim, lang: Lang, words: GlossWords): GlossRow[] {
  const named = (field: GlossField, names: readonly Named[]): GlossRow => ({
    field,
    values: names.map((n) => ({ said: n.text || null, means: meaning(n, lang, words) })),
  });
  const rows: GlossRow[] = [
    { field: 'event', values: [{ said: claim.trigger.text || null, means: words.event(claim.event) }] },
    named('source', claim.chain),
    named('actor', claim.actor),
    named('target', claim.target),
    named('place', claim.place),
    {
      field: 'date',
      values:
        claim.date || claim.date_words
          ? [{ said: claim.date_words, means: claim.date ? words.day(claim.date) : null }]
          : [],
    },
    { field: 'count', values: claim.counts.map((c) => ({ said: null, means: words.count(c) })) },
  ];
  return rows.filter((r) => r.values.length > 0);
}

/** The gloss of names in one line: what they mean, else their own words. */
export const brief = (values: readonly Meaning[]): string[] =>
  values.map((v) => v.means ?? v.said).filter((v) => v !== null);
