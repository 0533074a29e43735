import type { Claim, Decision, Past, QueueItem } from '../../api/types';

/** A claim of the queue as this page has it: with what was decided since it came. */
export type Open = QueueItem & {
  decided: Judgement | null;
  /** What other reviewers decided before. */
  before?: readonly Judgement[];
};
type Judgement = Pick<Decision, 'id' | 'by' | 'action'>;

/** What each reviewer decided of a claim, the last at the end. */
export const judged = ({ before = [], decided }: Open): Judgement[] => [
  ...before,
  ...(decided ? [decided] : []),
];

/** A claim that the queue did not bring, as it stands in the queue. */
const brought = (claim: Claim): Open => ({ claim, value: 0, because: [], decided: claim.decision });

/** The queue with a claim in it that may be none of it: newer than the one that the queue has, or before all others. */
export const withClaim = (items: readonly Open[], claim: Claim): Open[] =>
  items.some((i) => i.claim.id === claim.id)
    ? items.map((i) => (i.claim.id === claim.id ? { ...i, claim } : i))
    : [brought(claim), ...items];

/**
 * The queue with a newer one laid over it. What is shown keeps its place, so nothing moves under the reviewer's hands;
 * what is new comes behind; what is gone stays as long as this page decided it or saw it decided, or has it at hand.
 */
export function refreshed(
  shown: readonly Open[],
  fresh: readonly QueueItem[],
  atHand: string | null,
): Open[] {
  const newer = new Map(fresh.map((item) => [item.claim.id, item]));
  const known = new Set(shown.map((item) => item.claim.id));
  const kept = shown
    .filter(({ decided, claim }) => decided !== null || claim.id === atHand || newer.has(claim.id))
    .map((item) => ({ ...item, ...newer.get(item.claim.id) }));
  const added = fresh.filter((item) => !known.has(item.claim.id));
  return [...kept, ...added.map((item) => ({ ...item, decided: item.claim.decision }))];
}

const JUDGEMENTS: readonly string[] = ['accept', 'correct', 'reject', 'merge', 'split'];

/** The queue after a decision by anyone. A note leaves a claim open; an undoing opens it again. */
export function after(
  items: readonly Open[],
  decision: Pick<Decision, 'id' | 'by' | 'action' | 'about'>,
): Open[] {
  const { id, by, action, about } = decision;
  return items.map((item) => {
    if (item.claim.id !== about) return item;
    const others = judged(item).filter((one) => one.by !== by);
    if (action === 'undo') return { ...item, decided: others.at(-1) ?? null, before: others.slice(0, -1) };
    return JUDGEMENTS.includes(action) ? { ...item, decided: { id, by, action }, before: others } : item;
  });
}

/** The next undecided claim behind `current`, from the top again at the end; null when none is left. */
export function nextOpen(items: readonly Open[], current: string | null): string | null {
  const at = items.findIndex((i) => i.claim.id === current);
  const round = [...items.slice(at + 1), ...items.slice(0, Math.max(0, at))];
  return round.find((i) => i.decided === null)?.claim.id ?? null;
}

/** What each reviewer holds of a claim now, where not all hold the same; empty where they agree. */
export function differing(history: readonly Past[]): { by: string; action: string }[] {
  const held = new Map<string, string[]>();
  for (const { by, action } of history) {
    const own = held.get(by) ?? [];
    if (action === 'undo') own.pop();
    else if (action === 'accept' || action === 'correct' || action === 'reject') own.push(action);
    held.set(by, own);
  }
  const last = [...held].flatMap(([by, actions]) => {
    const action = actions.at(-1);
    return action === undefined ? [] : [{ by, action }];
  });
  return new Set(last.map((l) => l.action)).size > 1 ? last : [];
}

/** Decisions that the server told of, newest first, with those made here since, which it may not have told of yet. */
export function withOwn(told: readonly Decision[], made: readonly Decision[]): Decision[] {
  const since = made.filter((d) => !told.some((t) => t.id === d.id)).sort((a, b) => b.id - a.id);
  const taken = new Set(since.map((d) => (d.action === 'undo' ? d.detail?.decision : undefined)));
  return [...since, ...told].map((d) => (taken.has(d.id) ? { ...d, undone: true } : d));
}

/** The last decision of a reviewer that can be taken back; `decisions` are newest first. */
export const undoable = (decisions: readonly Decision[], by: string): Decision | null =>
  decisions.find((d) => d.by === by && d.action !== 'undo' && !d.undone) ?? null;
