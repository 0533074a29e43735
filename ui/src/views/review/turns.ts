/**
 * Lets what is asked for be done one after another: each begins when all before it have ended, well or not. The
 * answer ends as its own work does.
 */
export function turns(): (work: () => Promise<void>) => Promise<void> {
  let before: Promise<unknown> = Promise.resolve();
  return (work) => {
    const own = before.then(work);
    before = own.catch(() => undefined);
    return own;
  };
}
