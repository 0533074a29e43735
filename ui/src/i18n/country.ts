import type { Lang } from './lang.svelte';

const regions = new Map<Lang, Intl.DisplayNames>();

/** The name of a country by its ISO code; the code itself where there is none. */
export function countryName(code: string, lang: Lang): string {
  const names = regions.get(lang) ?? new Intl.DisplayNames([lang], { type: 'region' });
  regions.set(lang, names);
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}
