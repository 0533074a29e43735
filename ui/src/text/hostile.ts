/** A piece of a text from outside: plain, or a control character that must be seen. */
export type Piece = { text: string; control: string | null };

const NAMES: Readonly<Record<string, string>> = {
  '\u061c': 'ALM',
  '\u200b': 'ZWSP',
  '\u200e': 'LRM',
  '\u200f': 'RLM',
  '\u202a': 'LRE',
  '\u202b': 'RLE',
  '\u202c': 'PDF',
  '\u202d': 'LRO',
  '\u202e': 'RLO',
  '\u2060': 'WJ',
  '\u2066': 'LRI',
  '\u2067': 'RLI',
  '\u2068': 'FSI',
  '\u2069': 'PDI',
  '\ufeff': 'BOM',
};

// Directional marks are harmless in Arabic text and common there; overrides, embeddings and isolates turn what follows.
const CONTROL = /[\p{Cc}\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;
const HARMLESS = /[\t\n\r]/;
const ANY = new RegExp(CONTROL.source, 'u');

/** Whether a text may stand as it is: it has none of the characters at which `pieces` cuts, as nearly all have none. */
export const isPlain = (text: string): boolean =>
  !ANY.test(text) || pieces(text).every((p) => p.control === null);

/** The name by which a control character is shown: `RLO`, or its code point. */
export const controlName = (char: string): string =>
  NAMES[char] ?? `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** Cuts a text at the characters that could turn, hide or break what stands around them. */
export function pieces(text: string): Piece[] {
  const out: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(CONTROL)) {
    if (HARMLESS.test(match[0])) continue;
    if (match.index > at) out.push({ text: text.slice(at, match.index), control: null });
    out.push({ text: match[0], control: controlName(match[0]) });
    at = match.index + match[0].length;
  }
  if (at < text.length) out.push({ text: text.slice(at), control: null });
  return out;
}

/** As `pieces`, in one string, for attributes, titles and SVG: controls by name, the whole isolated. */
export const plain = (text: string): string => {
  const told = isPlain(text)
    ? text
    : pieces(text)
        .map((p) => (p.control === null ? p.text : `⟨${p.control}⟩`))
        .join('');
  return `\u2068${told}\u2069`;
};
