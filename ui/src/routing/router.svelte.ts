import type { Filter } from '../filters/filter';
import { parseRoute, routeHash, type Route, type View } from './route';

let route = $state.raw<Route>(parseRoute(location.hash));

addEventListener('hashchange', () => {
  route = parseRoute(location.hash);
});

type To = {
  view?: View;
  id?: string | null;
  sub?: string | null;
  filter?: Partial<Filter>;
  own?: Record<string, string>;
};

/** Where the page is, and how to get elsewhere. Filters go along unless they are changed. */
export const router = {
  get route(): Route {
    return route;
  },
  get filter(): Filter {
    return route.filter;
  },
  /** The address of another place of the page, under the same filter unless `to.filter` changes some of it. */
  href(to: To & { view: View }): string {
    return routeHash({ ...to, filter: { ...route.filter, ...to.filter } });
  },
  /** Goes there; the way back leads here. */
  go(to: To & { view: View }): void {
    location.hash = routeHash({ ...to, filter: { ...route.filter, ...to.filter } });
  },
  /** Changes the filter or the view's own keys in place. `push` keeps a step to go back to. */
  set(change: Omit<To, 'view'>, push = true): void {
    const own = { ...route.own, ...change.own };
    const next: Route = {
      view: route.view,
      id: change.id === undefined ? route.id : change.id,
      sub: change.sub === undefined ? route.sub : change.sub,
      filter: { ...route.filter, ...change.filter },
      own,
    };
    const hash = routeHash(next);
    if (hash === location.hash) return;
    if (push) history.pushState(null, '', hash);
    else history.replaceState(null, '', hash);
    route = parseRoute(hash);
  },
};
