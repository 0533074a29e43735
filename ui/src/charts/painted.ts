/** What waits for its turn, the first first. */
const waiting: (() => void)[] = [];
let turning = false;

/** Does the first of what waits once what is on the page by now was painted, then the next once that was. */
function turn(): void {
  turning = true;
  requestAnimationFrame(() => {
    setTimeout(() => {
      const act = waiting.shift();
      turning = false;
      // Asked for first: what goes wrong in one keeps none of the others.
      if (waiting.length > 0) turn();
      act?.();
    });
  });
}

/**
 * Does something once what is on the page by now was painted, and what was put off before it: what takes long keeps nobody
 * from looking at the rest. Gives what calls it off.
 */
export function afterPaint(act: () => void): () => void {
  waiting.push(act);
  if (!turning) turn();
  return () => {
    const at = waiting.indexOf(act);
    if (at >= 0) waiting.splice(at, 1);
  };
}
