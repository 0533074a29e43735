import { ascending } from 'd3-array';
import { folded } from '../text/fold';
import type * as T from './types';

/** The key of somebody who speaks, as the ledger makes it. */
const keyOf = (name: T.Named): string =>
  name.id ?? (name.country ? `${name.country}/${name.sector ?? '-'}` : folded(name.text));

/** The two ends of a claim's chain: its origin, and the first through whom it comes. */
const voices = ({ chain }: T.Claim): [T.Named | null, T.Named | null] => [
  chain.at(-1) ?? null,
  chain.length > 1 ? (chain[0] ?? null) : null,
];

type Held = {
  source: T.Label | null;
  claims: number;
  stances: Record<string, number>;
  through: Map<string, { source: T.Label | null; claims: number }>;
};

/** Who says the claims that are wanted, those of most claims first; of contests those are given that tell of such claims. */
export function sourcesOf(
  data: { claims: T.Claim[]; sources: T.Source[] },
  isWanted: (claim: string) => boolean,
  contests: readonly T.Contest[],
): T.Source[] {
  const labels = new Map(data.sources.map(({ source }) => [source?.key ?? '', source]));
  const labelled = (name: T.Named | null): T.Label | null => {
    if (name === null) return null;
    const key = keyOf(name);
    return labels.get(key) ?? { key, ar: name.ar ?? name.text, en: name.en ?? null };
  };
  const held = new Map<string, Held>();
  for (const claim of data.claims.filter((c) => isWanted(c.id))) {
    const [origin, channel] = voices(claim).map(labelled);
    const key = origin?.key ?? '';
    const own: Held = held.get(key) ?? { source: origin ?? null, claims: 0, stances: {}, through: new Map() };
    held.set(key, own);
    own.claims += 1;
    own.stances[claim.stance] = (own.stances[claim.stance] ?? 0) + 1;
    const through = own.through.get(channel?.key ?? '') ?? { source: channel ?? null, claims: 0 };
    own.through.set(channel?.key ?? '', { ...through, claims: through.claims + 1 });
  }
  const denied = deniedIn(contests, isWanted);
  const revised = contests.flatMap((c) => c.changes).map((c) => c.after.source?.key ?? '');
  return [...held.entries()]
    .map(([key, { source, claims, stances, through }]) => ({
      source,
      claims,
      stances,
      denied_by_others: denied.get(key)?.size ?? 0,
      revised: revised.filter((r) => r === key).length,
      through: [...through.values()].sort((a, b) => b.claims - a.claims),
    }))
    .sort((a, b) => b.claims - a.claims || ascending(a.source?.key ?? '', b.source?.key ?? ''));
}

/** The claims of each source that somebody of another side denies. */
function deniedIn(
  contests: readonly T.Contest[],
  isWanted: (claim: string) => boolean,
): Map<string, Set<string>> {
  const denied = new Map<string, Set<string>>();
  for (const { asserting, denying } of contests) {
    for (const word of asserting.filter((w) => isWanted(w.claim))) {
      const isAnother = (d: T.Word): boolean =>
        d.source?.key !== word.source?.key && (word.side === null || word.side.key !== d.side?.key);
      if (!denying.some(isAnother)) continue;
      const key = word.source?.key ?? '';
      denied.set(key, (denied.get(key) ?? new Set()).add(word.claim));
    }
  }
  return denied;
}

/** Who cites whom among these. */
export function networkOf(sources: readonly T.Source[]): T.Network {
  const nodes = new Map<string, T.Network['nodes'][number]>();
  const links: T.Network['links'] = [];
  for (const { source, claims, through } of sources) {
    if (source === null) continue;
    nodes.set(source.key, { ...source, claims });
    for (const channel of through) {
      if (channel.source === null) continue;
      const { key } = channel.source;
      nodes.set(key, nodes.get(key) ?? { ...channel.source, claims: 0 });
      links.push({ from: key, to: source.key, claims: channel.claims });
    }
  }
  return { nodes: [...nodes.values()], links: links.sort((a, b) => b.claims - a.claims) };
}
