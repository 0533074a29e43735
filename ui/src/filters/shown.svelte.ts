import { SvelteMap } from 'svelte/reactivity';
import { nameOf } from '../i18n/name';

const names = new SvelteMap<string, { ar: string | null; en: string | null }>();

/** What a key in the address is called, as far as the page has met it. */
export const shownAs = {
  learn(key: string | null, ar: string | null, en: string | null): void {
    if (key !== null && !names.has(key)) names.set(key, { ar, en });
  },
  knows(key: string): boolean {
    return names.has(key);
  },
  of(key: string): string {
    const known = names.get(key);
    return (known && nameOf(known)) || key;
  },
};
