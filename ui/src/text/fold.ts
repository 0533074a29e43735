// Folding as the reader has it (`riwaya-text/src/fold.rs`): the form in which spellings of the press compare equal. Rather
// more is equated here: capitals of every script.

const DROPPED =
  /[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u08d3-\u08ff\u0640\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|[\ufe00-\ufe0f]/;

/** Presentation forms, which write letters and ligatures as they stand joined. */
const PRESENTED = /[\ufb50-\ufdff\ufe70-\ufefe]/;

/** Each letter, and those that are taken for it. */
const TAKEN_FOR: readonly (readonly [string, string])[] = [
  ['ا', 'أإآٱ\u0672\u0673\u0675'],
  ['و', 'ؤ\u0676ۆۇۈۋ'],
  ['ي', 'ئىیےېۍێ\u0678'],
  ['ه', 'ةہھەۀۃۂۿ'],
  ['ك', 'کگڪڭڮګ'],
  ['ب', 'پ'],
  ['ف', 'ڤڥ'],
  ['ج', 'چڃڅ'],
  ['ز', 'ژ'],
  ['ت', 'ٹټ'],
  ['د', 'ڈډ'],
  ['ر', 'ڑړڕ'],
  ['ن', 'ںڼ'],
  ['ل', 'ڵ'],
  ...Array.from({ length: 10 }, (_, n): [string, string] => [
    String(n),
    [0x0660, 0x06f0, 0xff10].map((zero) => String.fromCharCode(zero + n)).join(''),
  ]),
];

const known = new Map(TAKEN_FOR.flatMap(([letter, forms]) => Array.from(forms, (form) => [form, letter])));

/** What one character becomes: mostly one, none where it carries nothing that a comparison needs, several for a ligature. */
export function foldedPoint(point: string): string {
  const before = known.get(point);
  if (before !== undefined) return before;
  const made = DROPPED.test(point)
    ? ''
    : PRESENTED.test(point)
      ? Array.from(point.normalize('NFKD'), foldedPoint).join('')
      : point.toLowerCase();
  known.set(point, made);
  return made;
}

/** The folded form of a text, spaces kept. */
export function folded(text: string): string {
  let out = '';
  for (const point of text) out += foldedPoint(point);
  return out;
}
