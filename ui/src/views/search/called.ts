import type { Suggestion } from '../../api/types';
import { nameOf } from '../../i18n/name';
import { term } from '../../i18n/vocabulary';

/** What a suggestion is called in the page's language. */
export const called = (s: Suggestion): string =>
  s.kind === 'event' ? term('event', s.key) : nameOf(s) || s.key;
