import { describe, expect, it } from 'vitest';
import type { Label } from '../api/types';
import { COLOURS, FORMS, keepSides, sideClass } from './sides.svelte';

const side = (key: string): Label => ({ key, ar: key, en: null });
const many = Array.from({ length: COLOURS * FORMS + 3 }, (_, n) => side(`s${n}`));

describe('the look of a side', () => {
  it('is its own, and nobody else has it', () => {
    keepSides(many);
    const looks = many.slice(0, COLOURS * FORMS).map(sideClass);
    expect(new Set(looks).size).toBe(COLOURS * FORMS);
    expect(looks[0]).toBe('side-0');
    expect(sideClass(side('البلدان'))).toBe('side-none');
    expect(sideClass(many.at(-1))).toBe('side-none');
    expect(sideClass(null)).toBe('side-none');
  });
});
