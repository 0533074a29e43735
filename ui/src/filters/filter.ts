/** What is looked at: the same keys in the page's address, in the server's queries and on the command line. */
export type Filter = {
  from: string | null;
  to: string | null;
  place: string | null;
  party: string | null;
  source: string | null;
  outlet: string | null;
  event: readonly string[];
  stance: readonly string[];
  /** 0 to 1; nothing less sure is shown. */
  confidence: number | null;
  since_truce: string | null;
};

export const NO_FILTER: Filter = {
  from: null,
  to: null,
  place: null,
  party: null,
  source: null,
  outlet: null,
  event: [],
  stance: [],
  confidence: null,
  since_truce: null,
};

const SINGLE = ['from', 'to', 'place', 'party', 'source', 'outlet', 'since_truce'] as const;
const MANY = ['event', 'stance'] as const;

export const FILTER_KEYS: readonly (keyof Filter)[] = [...SINGLE, ...MANY, 'confidence'];

const isDay = (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.valueOf()) && day.toISOString().startsWith(text);
};

/** The filter that a query tells. What cannot be understood is left out: an address is typed by people. */
export function parseFilter(query: URLSearchParams): Filter {
  const one = (key: string): string | null => query.get(key)?.trim() || null;
  const day = (key: string): string | null => {
    const text = one(key);
    return text !== null && isDay(text) ? text : null;
  };
  const many = (key: string): string[] =>
    [...new Set(query.getAll(key).map((v) => v.trim()))].filter(Boolean).sort();
  const sure = Number.parseFloat(query.get('confidence') ?? '');
  return {
    from: day('from'),
    to: day('to'),
    place: one('place'),
    party: one('party'),
    source: one('source'),
    outlet: one('outlet'),
    event: many('event'),
    stance: many('stance'),
    confidence: sure > 0 && sure <= 1 ? sure : null,
    since_truce: one('since_truce'),
  };
}

/** The query that tells a filter, keys in a fixed order; nothing for what is not asked. */
export function filterQuery(filter: Filter): URLSearchParams {
  const query = new URLSearchParams();
  for (const key of SINGLE) {
    const value = filter[key];
    if (value !== null) query.set(key, value);
  }
  for (const key of MANY) for (const value of filter[key]) query.append(key, value);
  if (filter.confidence !== null) query.set('confidence', String(filter.confidence));
  return query;
}

/** How many things are asked for. */
export const asked = (filter: Filter): number => [...filterQuery(filter).keys()].length;
