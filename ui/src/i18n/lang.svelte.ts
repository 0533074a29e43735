import { kept } from '../theme/kept';

export type Lang = 'ar' | 'en';

const LANGS: readonly Lang[] = ['ar', 'en'];

const first = (): Lang => {
  const chosen = kept.get('lang');
  if (chosen === 'ar' || chosen === 'en') return chosen;
  return navigator.languages.some((l) => l.toLowerCase().startsWith('ar')) ? 'ar' : 'en';
};

let lang = $state<Lang>(first());

const show = (): void => {
  document.documentElement.lang = lang;
  document.documentElement.dir = lang === 'ar' ? 'rtl' : 'ltr';
};
show();

/** The language of the page. */
export const language = {
  get now(): Lang {
    return lang;
  },
  /** 1 where a line runs from left to right, -1 where from right to left. */
  get way(): 1 | -1 {
    return lang === 'ar' ? -1 : 1;
  },
  get other(): Lang {
    return LANGS.find((l) => l !== lang) ?? 'en';
  },
  /** The language to begin with where the reader has chosen none. */
  begin(next: string | undefined): void {
    if (kept.get('lang') !== null) return;
    lang = LANGS.find((l) => l === next) ?? lang;
    show();
  },
  choose(next: Lang): void {
    lang = next;
    kept.set('lang', next);
    show();
  },
};

/** Words of both languages; the type holds them to the same keys. */
export type Words<T> = Readonly<Record<Lang, T>>;

/** The words of the page's language. Call it within `$derived` so that a switch is followed. */
export const pick = <T>(words: Words<T>): T => words[lang];
