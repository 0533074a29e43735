import type { Mark, Span } from '../api/types';

/** A stretch of text over which the same marks lie. */
export type Segment<M> = { text: string; start: number; end: number; marks: M[] };

/**
 * Cuts a text wherever a mark begins or ends. `text.start` and the marks count Unicode code points of the same report;
 * marks may overlap or reach beyond the text. The segments joined give the text again.
 */
export function segments<M extends { start: number; end: number }>(
  text: Span,
  marks: readonly M[],
): Segment<M>[] {
  const points = Array.from(text.text);
  const first = text.start;
  const last = first + points.length;
  const within = marks.filter((m) => m.start < last && m.end > first && m.start < m.end);
  const cuts = new Set([first, last]);
  for (const m of within) {
    cuts.add(Math.max(first, m.start));
    cuts.add(Math.min(last, m.end));
  }
  const ends = [...cuts].sort((a, b) => a - b);
  return ends.slice(1).map((end, i) => {
    const start = ends[i] ?? first;
    return {
      text: points.slice(start - first, end - first).join(''),
      start,
      end,
      marks: within.filter((m) => m.start <= start && m.end >= end),
    };
  });
}

/** The marks that a claim's fields leave on its report. */
export function claimMarks(claim: {
  chain: { start: number; end: number }[];
  actor: { start: number; end: number }[];
  target: { start: number; end: number }[];
  place: { start: number; end: number }[];
  trigger: { start: number; end: number };
}): Mark[] {
  const of = (field: Mark['field'], spans: { start: number; end: number }[]): Mark[] =>
    spans.map(({ start, end }) => ({ start, end, field }));
  return [
    ...of('source', claim.chain),
    ...of('event', [claim.trigger]),
    ...of('actor', claim.actor),
    ...of('target', claim.target),
    ...of('place', claim.place),
  ];
}
