import { formatNumber } from '../format/format';
import { language } from './lang.svelte';

/** A number within words of the page, as its language writes it. */
export const digits = (n: number): string => formatNumber(n, language.now);
