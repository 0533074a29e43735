import type { Claim, Label, Named } from '../../api/types';

/** A name of a report as a label. */
export const named = (name: Named): Label => ({
  key: name.id ?? name.text,
  ar: name.ar ?? name.text,
  en: name.en ?? null,
});

/** The one whose word a claim is: the end of its chain; null for the report itself. */
export function origin(claim: Pick<Claim, 'chain'>): Label | null {
  const last = claim.chain.at(-1);
  return last ? named(last) : null;
}

/** Those who hand a claim's word on, from the one nearest the reader. */
export const between = (claim: Pick<Claim, 'chain'>): Label[] => claim.chain.slice(0, -1).map(named);
