import type { Claim } from '../../api/types';

export type Kind = 'event' | 'stance' | 'date' | 'name' | 'number';

/** A field that can be corrected, and its value as a correction writes it. */
export type Field = { field: string; kind: Kind; value: string };

/** The fields of a claim that can be corrected. Tolls come by what befell: `killed`, `injured` … */
export function correctable(claim: Claim): Field[] {
  const name = (field: string, names: readonly { text: string }[]): Field => ({
    field,
    kind: 'name',
    value: names[0]?.text ?? '',
  });
  const harms = new Map(claim.counts.map((c) => [c.harm, c.n === null ? '' : String(c.n)]));
  for (const harm of ['killed', 'injured']) if (!harms.has(harm)) harms.set(harm, '');
  return [
    { field: 'event', kind: 'event', value: claim.event },
    { field: 'stance', kind: 'stance', value: claim.stance },
    name('source', claim.chain.slice(-1)),
    name('actor', claim.actor),
    name('target', claim.target),
    name('place', claim.place),
    { field: 'date', kind: 'date', value: claim.date ?? '' },
    ...[...harms].map(([field, value]): Field => ({ field, kind: 'number', value })),
  ];
}

const DAY = String.raw`\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])`;
const DATE = new RegExp(String.raw`^(\d{4}|\d{4}-(0[1-9]|1[0-2])|${DAY}|${DAY}/${DAY})$`);

/** Whether a field may be given a value; an empty one says that the report does not tell it. */
export function fits(kind: Kind, value: string): boolean {
  const text = value.trim();
  switch (kind) {
    case 'event':
    case 'stance':
      return text !== '';
    case 'date':
      return text === '' || DATE.test(text);
    case 'number':
      return text === '' || /^\d{1,9}$/.test(text);
    case 'name':
      return true;
  }
}
