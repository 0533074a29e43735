import type { Component } from 'svelte';
import type { View } from './route';

type Load = () => Promise<{ default: Component }>;

/** Each view's component, loaded when it is first gone to. */
export const COMPONENTS: Readonly<Record<View, Load>> = {
  overview: () => import('../views/overview/Overview.svelte'),
  accounts: () => import('../views/accounts/Accounts.svelte'),
  tolls: () => import('../views/tolls/Tolls.svelte'),
  truces: () => import('../views/truces/Truces.svelte'),
  map: () => import('../views/map/Map.svelte'),
  sources: () => import('../views/sources/Sources.svelte'),
  search: () => import('../views/search/Search.svelte'),
  reports: () => import('../views/report/Report.svelte'),
  review: () => import('../views/review/Review.svelte'),
};

/** The letter behind `g` that leads to a view. */
export const LETTERS: Readonly<Record<View, string>> = {
  overview: 'KeyO',
  accounts: 'KeyA',
  tolls: 'KeyT',
  truces: 'KeyC',
  map: 'KeyM',
  sources: 'KeyS',
  search: 'KeyF',
  reports: 'KeyR',
  review: 'KeyV',
};
