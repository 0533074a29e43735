import type { Claim, IncidentWhole, NewDecision } from '../../api/types';

/** What one report tells of an incident. Its claims stay in the incident or leave it together. */
export type Telling = { id: string; document: string; claims: Claim[] };

/** What an incident has besides a claim that is to leave it. */
export type Parted = {
  /** Claims of its own report, which leave with it. */
  own: Claim[];
  /** What may leave with it or stay, its own report's first. */
  others: Telling[];
};

/** Parts an incident by what leaves it with a claim in any case. */
export function parted(
  claim: Pick<Claim, 'id' | 'document'>,
  incident: Pick<IncidentWhole, 'tellings' | 'claims_whole'>,
): Parted {
  const all = incident.claims_whole;
  const of = new Map(all.map((c) => [c.id, c.document]));
  const document = (telling: string): string => of.get(telling) ?? '';
  const ids = incident.tellings.map((t) => t.id).filter((id) => of.has(id));
  // A report that tells of it twice, as decisions may have it, does not say which claim is of which telling.
  const isOnly = (id: string): boolean => ids.filter((one) => document(one) === document(id)).length === 1;
  const claimsOf = (id: string): Claim[] =>
    all.filter((c) => c.id === id || (isOnly(id) && c.document === document(id)));
  const own = ids.find((id) => id === claim.id || (document(id) === claim.document && isOnly(id)));
  const others = ids
    .filter((id) => id !== own)
    .map((id) => ({ id, document: document(id), claims: claimsOf(id) }));
  return {
    own: own === undefined ? [] : claimsOf(own).filter((c) => c.id !== claim.id),
    others: others.sort(
      (a, b) => Number(b.document === claim.document) - Number(a.document === claim.document),
    ),
  };
}

type Step = Pick<NewDecision, 'action' | 'about'>;

/**
 * The decisions by which a claim leaves its incident together with some tellings: each is split from what stays, then
 * merged with the claim. Empty where nothing stays that they could be split from: two claims of one report cannot be.
 */
export function splitting(
  claim: Pick<Claim, 'id' | 'document'>,
  others: readonly Telling[],
  leaving: readonly string[],
): Step[] {
  const leave = others.filter((t) => leaving.includes(t.id));
  const gone = new Set([claim.document, ...leave.map((t) => t.document)]);
  const stays = others.find((t) => !leaving.includes(t.id) && !gone.has(t.document));
  if (!stays) return [];
  const apart = (id: string): Step => ({ action: 'split', about: [id, stays.id] });
  return [
    apart(claim.id),
    ...leave.flatMap(({ id }): Step[] => [apart(id), { action: 'merge', about: [id, claim.id] }]),
  ];
}
