import { language } from './lang.svelte';

/** What bears names is called in the page's language where it has a name there, else as the other has it. */
export const nameOf = ({ ar, en }: { ar: string | null; en: string | null }): string =>
  (language.now === 'en' ? en || ar : ar || en) ?? '';
