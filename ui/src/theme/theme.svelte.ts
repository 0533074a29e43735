import { kept } from './kept';

export type Theme = 'auto' | 'light' | 'dark';

const THEMES: readonly Theme[] = ['auto', 'light', 'dark'];

let theme = $state<Theme>(THEMES.find((t) => t === kept.get('theme')) ?? 'auto');

const dark = matchMedia('(prefers-color-scheme: dark)');
let system = $state(dark.matches);
dark.addEventListener('change', (e) => {
  system = e.matches;
  show();
});

const show = (): void => {
  document.documentElement.dataset.theme = theme === 'auto' ? (system ? 'dark' : 'light') : theme;
};
show();

/** Light or dark: as the system has it, or as chosen. */
export const appearance = {
  get chosen(): Theme {
    return theme;
  },
  get dark(): boolean {
    return theme === 'auto' ? system : theme === 'dark';
  },
  choose(next: Theme): void {
    theme = next;
    kept.set('theme', next);
    show();
  },
  next(): void {
    appearance.choose(THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'auto');
  },
};
