import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const COUNTED = /\$\{(n|open|shown|total|done|decisions|agreeing|pairs)\}/;
// What the overview counts comes to its words as written already.
const VIEWS = readdirSync('src/views').filter((view) => view !== 'overview');
const FILES = ['src/i18n/shell.ts', ...VIEWS.map((view) => `src/views/${view}/words.ts`)];

describe('words of the page', () => {
  it('write their numbers as the language does: 671,898', () => {
    const raw = FILES.flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => COUNTED.test(line))
        .map((line) => `${file}: ${line.trim()}`),
    );
    expect(raw).toEqual([]);
  });
});
