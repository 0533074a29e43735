import { NO_FILTER, FILTER_KEYS, filterQuery, parseFilter, type Filter } from '../filters/filter';

export const VIEWS = [
  'overview',
  'accounts',
  'tolls',
  'truces',
  'map',
  'sources',
  'search',
  'reports',
  'review',
] as const;

export type View = (typeof VIEWS)[number];

/** A place in the page: `#/tolls/ID/SUB?party=AM&on=2020-10-11`. */
export type Route = {
  view: View;
  /** What is looked at within the view: an incident, a truce, a document. */
  id: string | null;
  /** Within that: a claim of the document. */
  sub: string | null;
  filter: Filter;
  /** Keys of the view's own, such as `on` or `q`. */
  own: Readonly<Record<string, string>>;
};

const isView = (text: string): text is View => (VIEWS as readonly string[]).includes(text);

const decode = (part: string | undefined): string | null => {
  if (!part) return null;
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};

/** The route that a hash tells; the overview where it tells none. */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#/, '').split(/\?(.*)/s);
  const [, view = '', id, sub] = path.split('/');
  const params = new URLSearchParams(query);
  const own: Record<string, string> = {};
  for (const [key, value] of params) if (!(FILTER_KEYS as string[]).includes(key)) own[key] = value;
  if (!isView(view)) return { view: 'overview', id: null, sub: null, filter: parseFilter(params), own };
  return { view, id: decode(id), sub: decode(sub), filter: parseFilter(params), own };
}

/** The hash of a route. */
export function routeHash(route: Partial<Route> & { view: View }): string {
  const query = filterQuery(route.filter ?? NO_FILTER);
  for (const [key, value] of Object.entries(route.own ?? {})) if (value !== '') query.set(key, value);
  const parts = [route.view, route.id, route.id ? route.sub : null].filter((p): p is string => Boolean(p));
  const text = query.toString();
  return `#/${parts.map(encodeURIComponent).join('/')}${text ? `?${text}` : ''}`;
}
