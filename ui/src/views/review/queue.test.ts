import { describe, expect, it } from 'vitest';
import type { Claim, Decision, Past } from '../../api/types';
import {
  after,
  differing,
  judged,
  nextOpen,
  refreshed,
  undoable,
  withClaim,
  withOwn,
  type Open,
} from './queue';

const item = (id: string, decided: Open['decided'] = null): Open => ({
  claim: { id, decision: null } as Claim,
  value: 0.5,
  because: [],
  decided,
});
const ids = (items: readonly Open[]): string[] => items.map((i) => i.claim.id);
const past = (by: string, action: string): Past => ({
  at: null,
  by,
  action,
  about: null,
  detail: null,
  why: null,
  hash: null,
});
const decision = (id: number, by: string, action: string, undone = false): Decision => ({
  id,
  at: '',
  by,
  action,
  about: 'a',
  detail: null,
  why: '',
  undone,
});

describe('a queue that grows while it is worked on', () => {
  it('keeps its order, adds what is new behind, drops what others made away with', () => {
    const mine = { id: 1, by: 'me', action: 'accept' };
    const items = refreshed(
      [item('b'), item('gone'), item('done', mine)],
      [item('new'), item('a'), item('b')],
      null,
    );
    expect(ids(items)).toEqual(['b', 'done', 'new', 'a']);
    expect(items[1]?.decided).toEqual(mine);
  });

  it('keeps the claim at hand, which the queue may not hold', () => {
    expect(ids(refreshed([item('hand'), item('a')], [item('a')], 'hand'))).toEqual(['hand', 'a']);
  });

  it('holds a claim that it did not bring before all others, and takes what is newer of one that it did', () => {
    const claim = { id: 'b', decision: null, stance: 'denies' } as Claim;
    expect(ids(withClaim([item('a')], claim))).toEqual(['b', 'a']);
    expect(withClaim([item('a'), item('b')], claim).map((i) => i.claim.stance)).toEqual([
      undefined,
      'denies',
    ]);
  });

  it('keeps what each reviewer decided, beside one another', () => {
    const told = (items: readonly Open[]): string[] =>
      items.flatMap((i) => judged(i).map((one) => `${one.by} ${one.action}`));
    const first = after([item('a')], { id: 1, by: 'x', action: 'accept', about: 'a' });
    const second = after(first, { id: 2, by: 'y', action: 'reject', about: 'a' });
    expect(told(second)).toEqual(['x accept', 'y reject']);
    expect(told(after(second, { id: 3, by: 'x', action: 'correct', about: 'a' }))).toEqual([
      'y reject',
      'x correct',
    ]);
    expect(told(after(second, { id: 3, by: 'y', action: 'undo', about: 'a' }))).toEqual(['x accept']);
  });

  it('shows what was decided before it came', () => {
    const theirs = decision(7, 'x', 'reject');
    const claim = { id: 'a', decision: theirs } as Claim;
    expect(refreshed([], [{ ...item('a'), claim }], null)[0]?.decided).toEqual(theirs);
  });

  it('takes what a newer queue says of a claim', () => {
    const [now] = refreshed([item('a')], [{ ...item('a'), value: 0.9, because: ['contested'] }], null);
    expect(now).toMatchObject({ value: 0.9, because: ['contested'], decided: null });
  });
});

describe('a decision by anyone', () => {
  const items = [item('a'), item('b')];
  it('closes its claim, and no other', () => {
    const now = after(items, { id: 3, by: 'x', action: 'reject', about: 'a' });
    expect(now.map((i) => i.decided?.action ?? null)).toEqual(['reject', null]);
  });
  it('leaves the claim open when it is a note, and opens it when it takes back', () => {
    expect(after(items, { id: 3, by: 'x', action: 'note', about: 'a' })[0]?.decided).toBeNull();
    const closed = after(items, { id: 3, by: 'x', action: 'accept', about: 'a' });
    expect(after(closed, { id: 4, by: 'x', action: 'undo', about: 'a' })[0]?.decided).toBeNull();
  });
});

describe('the next claim', () => {
  const done = { id: 1, by: 'x', action: 'accept' };
  it('is the next open one, from the top again at the end', () => {
    expect(nextOpen([item('a'), item('b', done), item('c')], 'a')).toBe('c');
    expect(nextOpen([item('a'), item('b', done), item('c')], 'c')).toBe('a');
    expect(nextOpen([item('a'), item('b')], null)).toBe('a');
  });
  it('is none when nothing is left', () => {
    expect(nextOpen([item('a', done)], 'a')).toBeNull();
    expect(nextOpen([], null)).toBeNull();
  });
});

describe('reviewers who differ', () => {
  it('are named with what each holds now', () => {
    const history = [past('0.1.0', 'read'), past('x', 'accept'), past('y', 'reject'), past('x', 'note')];
    expect(differing(history)).toEqual([
      { by: 'x', action: 'accept' },
      { by: 'y', action: 'reject' },
    ]);
  });
  it('do not once one has taken it back', () => {
    expect(differing([past('x', 'accept'), past('y', 'reject'), past('y', 'undo')])).toEqual([]);
    expect(differing([past('x', 'accept'), past('x', 'reject')])).toEqual([]);
  });
});

describe('what can be taken back', () => {
  it('is the own newest decision that stands', () => {
    const all = [
      decision(4, 'x', 'undo'),
      decision(3, 'x', 'accept', true),
      decision(2, 'y', 'note'),
      decision(1, 'x', 'note'),
    ];
    expect(undoable(all, 'x')?.id).toBe(1);
    expect(undoable(all, 'z')).toBeNull();
  });
});

describe('what was just decided', () => {
  it('can be taken back before the server tells of it', () => {
    const told = [decision(4, 'b', 'accept'), decision(3, 'a', 'accept')];
    const made = [decision(5, 'a', 'reject')];
    expect(undoable(withOwn(told, made), 'a')?.id).toBe(5);
    expect(withOwn(told, made).map((d) => d.id)).toEqual([5, 4, 3]);
  });

  it('is taken back only once', () => {
    const told = [decision(5, 'a', 'reject'), decision(3, 'a', 'accept')];
    const made = [decision(5, 'a', 'reject'), { ...decision(6, 'a', 'undo'), detail: { decision: 5 } }];
    expect(undoable(withOwn(told, made), 'a')?.id).toBe(3);
  });
});
