import type { Suggestion } from '../../api/types';
import type { Filter } from '../../filters/filter';

/** What a suggestion asks for: a part of the filter; null for a kind that no filter knows. */
export function taken(suggestion: Pick<Suggestion, 'kind' | 'key'>, filter: Filter): Partial<Filter> | null {
  const { kind, key } = suggestion;
  switch (kind) {
    case 'place':
    case 'party':
    case 'source':
    case 'outlet':
      return { [kind]: key };
    case 'event':
      return { event: [...new Set([...filter.event, key])].sort() };
    case 'truce':
      return { since_truce: key };
    default:
      return null;
  }
}

/** Whether a filter asks for anything but days. */
export const asksFields = (f: Filter): boolean =>
  [f.place, f.party, f.source, f.outlet, f.since_truce, f.confidence].some((v) => v !== null) ||
  f.event.length + f.stance.length > 0;
