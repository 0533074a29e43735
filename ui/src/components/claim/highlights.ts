import type { Mark } from '../../api/types';

/** How words are painted: `faint` for every claim of a report, `strong` for the one that is looked at. */
export type Paint = 'faint' | 'strong';

type Field = Mark['field'];

// In the order in which grounds are laid one over the other.
const FIELDS: readonly Field[] = ['source', 'cue', 'event', 'actor', 'target', 'place', 'date', 'count'];

const supported = typeof Highlight !== 'undefined' && typeof CSS !== 'undefined' && 'highlights' in CSS;
const layers = new Map<string, Highlight>();

function layer(name: string, priority: number): Highlight {
  let highlight = layers.get(name);
  if (!highlight) {
    highlight = new Highlight();
    highlight.priority = priority;
    layers.set(name, highlight);
    CSS.highlights.set(name, highlight);
  }
  return highlight;
}

function add(highlight: Highlight, ranges: readonly AbstractRange[]): () => void {
  for (const range of ranges) highlight.add(range);
  return () => {
    for (const range of ranges) highlight.delete(range);
  };
}

/**
 * Paints words that carry a field, without touching the text: letters of a word join as if nothing were marked. Gives
 * what takes the paint off again.
 */
export function paint(field: Field, how: Paint, ranges: readonly AbstractRange[]): () => void {
  if (!supported || ranges.length === 0) return () => undefined;
  const order = (how === 'strong' ? FIELDS.length : 0) + FIELDS.indexOf(field);
  return add(layer(`${how}-${field}`, order), ranges);
}

/** Paints what a search found, above everything else. */
export function paintFound(ranges: readonly AbstractRange[]): () => void {
  if (!supported || ranges.length === 0) return () => undefined;
  return add(layer('found', 2 * FIELDS.length), ranges);
}

/** Paints the clause of the claim that is looked at, beneath everything else. */
export function paintClause(ranges: readonly AbstractRange[]): () => void {
  if (!supported || ranges.length === 0) return () => undefined;
  return add(layer('clause', -1), ranges);
}
