import { untrack } from 'svelte';
import { tinykeys } from 'tinykeys';
import { kept } from '../theme/kept';

/** A key or sequence of keys and what it does. */
export type Shortcut = {
  /**
   * As `tinykeys` writes them, letters as codes (`KeyG KeyO`), so that they work while an Arabic layout is on.
   */
  keys: string;
  /** What it does, in the page's language. */
  says: () => string;
  run: (event: KeyboardEvent) => void;
  /** Whether it is done again and again while the key is held: what only moves may, what decides may not. */
  repeats?: boolean;
};

let shortcuts = $state.raw<Shortcut[]>([]);
let on = $state(kept.get('keys') !== 'off');

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

const modal = (): boolean => document.querySelector('[role="dialog"][data-state="open"]') !== null;

// A letter behind `g` belongs to that sequence: `g a` goes to the accounts and must not do what `a` does in a view.
const PREFIX = 'KeyG';
const SEQUENCE = 1000;
let begun = -Infinity;
let within = false;
addEventListener(
  'keydown',
  (event) => {
    within = event.timeStamp - begun < SEQUENCE;
    begun = event.code === PREFIX && !within && !typing(event.target) ? event.timeStamp : -Infinity;
  },
  { capture: true },
);

/** The shortcuts that hold now. */
export const keys = {
  get all(): readonly Shortcut[] {
    return shortcuts;
  },
  /** Whether single keys do anything: a reader of the screen or of speech may turn them off. */
  get on(): boolean {
    return on;
  },
  switch(next: boolean): void {
    on = next;
    kept.set('keys', next ? 'on' : 'off');
  },
};

/** Lets shortcuts hold as long as the component lives. To be called while it is set up. */
export function useKeys(list: Shortcut[]): void {
  $effect(() => {
    shortcuts = [...untrack(() => shortcuts), ...list];
    const bound = Object.fromEntries(
      list.map((s) => [
        s.keys,
        (event: KeyboardEvent) => {
          if (!on || typing(event.target) || modal()) return;
          if (within && !s.keys.includes(' ')) return;
          event.preventDefault();
          if (event.repeat && !s.repeats) return;
          s.run(event);
        },
      ]),
    );
    const stop = tinykeys(window, bound);
    return () => {
      stop();
      shortcuts = shortcuts.filter((s) => !list.includes(s));
    };
  });
}

/** How keys are shown: `g o`, `?`. */
export const keysShown = (text: string): string[] =>
  text
    .split(' ')
    .map((k) =>
      k === 'Shift+Slash' || k === 'Shift+?'
        ? '?'
        : k.replace('Slash', '/').replace(/Key([A-Z])/, (_, l: string) => l.toLowerCase()),
    );
