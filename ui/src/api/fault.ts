import { ApiError } from './api';

/** The kinds of what can go wrong with a request, as far as whoever reads of it can do something else about each. */
export type Fault = 'wrong' | 'missing' | 'conflict' | 'busy' | 'unreachable' | 'other';

const OF_STATUS: Readonly<Record<number, Fault>> = {
  400: 'wrong',
  404: 'missing',
  409: 'conflict',
  503: 'busy',
};

/** Of which kind a fault is. What is no answer of the server's is that none came. */
export const faultOf = (error: unknown): Fault =>
  error instanceof ApiError ? (OF_STATUS[error.status] ?? 'other') : 'unreachable';
