import { ApiError, type Api } from '../../api/api';
import type { Claim, Contest, Incident, Label, Word } from '../../api/types';
import { between, origin } from '../../components/claim/claim';

/** A matter with everything that is said about it. */
export type Matter = { contest: Contest; incident: Incident | null; claims: Claim[] };

/** How many words are said about it. */
export const size = (c: Contest): number => c.asserting.length + c.demanding.length + c.denying.length;

/** A claim as its source's word. */
export function wordOf(claim: Claim, sides: readonly Label[]): Word {
  const country = claim.chain.at(-1)?.country;
  return {
    claim: claim.id,
    source: origin(claim),
    side: sides.find((s) => s.key === country) ?? null,
    stance: claim.stance,
    through: between(claim),
    outlet: claim.outlet,
    published: claim.published,
    sentence: claim.sentence,
    marks: claim.marks,
  };
}

/** An incident that nobody contests, in the form of a contest. */
export function uncontested(incident: Incident, claims: readonly Claim[], sides: readonly Label[]): Contest {
  const words = claims.map((c) => wordOf(c, sides));
  const denies = (w: Word): boolean => w.stance === 'denies' || w.stance === 'rejects';
  return {
    matter: 'incident',
    about: incident.id,
    family: incident.family,
    day: incident.date ?? incident.first_published,
    place: incident.place,
    asserting: words.filter((w) => !denies(w) && w.stance !== 'demands'),
    demanding: words.filter((w) => w.stance === 'demands'),
    denying: words.filter(denies),
    silent: [],
    first: null,
    numbers: [],
    changes: [],
  };
}

const missing = (fault: unknown): boolean => fault instanceof ApiError && fault.status === 404;

async function ofIncident(
  api: Api,
  id: string,
  sides: readonly Label[],
  signal: AbortSignal,
): Promise<Matter | null> {
  try {
    const incident = await api.incident(id, { signal });
    const claims = incident.claims_whole;
    return { contest: incident.contest ?? uncontested(incident, claims, sides), incident, claims };
  } catch (fault) {
    if (missing(fault)) return null;
    throw fault;
  }
}

/** What an address names besides the id of a matter that is no incident. */
export const addressOf = (c: Contest): { id: string; own: Record<string, string> } => ({
  id: c.about,
  own: c.matter === 'incident' ? {} : { of: c.matter },
});

/** The matter of an address: an incident, contested or not, or a contested truce or violation; null if there is none. */
export async function matter(
  api: Api,
  id: string,
  of: string | undefined,
  { sides, signal }: { sides: readonly Label[]; signal: AbortSignal },
): Promise<Matter | null> {
  if (of === undefined || of === 'incident') {
    const incident = await ofIncident(api, id, sides, signal);
    if (incident) return incident;
  }
  try {
    const { contests } = await api.truce(id, null, { signal });
    const contest = contests.find((c) => c.matter === of);
    return contest ? { contest, incident: null, claims: [] } : null;
  } catch (fault) {
    if (missing(fault)) return null;
    throw fault;
  }
}
