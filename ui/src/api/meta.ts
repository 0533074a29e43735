import { getContext, setContext } from 'svelte';
import type { Resource } from './resource.svelte';
import type { Meta } from './types';

const KEY = Symbol('meta');

/** Gives the views beneath this component what the source of data is, so that none asks for it again. */
export const provideMeta = (meta: Resource<Meta>): Resource<Meta> => setContext(KEY, meta);

/** What the source of data is; to be called while a component is set up. */
export const useMeta = (): Resource<Meta> => getContext<Resource<Meta>>(KEY);
