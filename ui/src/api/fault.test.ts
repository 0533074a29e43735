import { describe, expect, it } from 'vitest';
import { ApiError } from './api';
import { faultOf } from './fault';

describe('a fault', () => {
  it('is of the kind that its status tells', () => {
    const kinds = [400, 404, 409, 503, 500].map((status) => faultOf(new ApiError(status, 'Title', 'detail')));
    expect(kinds).toEqual(['wrong', 'missing', 'conflict', 'busy', 'other']);
  });
  it('without an answer is that none came', () => {
    expect(faultOf(new TypeError('Failed to fetch'))).toBe('unreachable');
  });
});
