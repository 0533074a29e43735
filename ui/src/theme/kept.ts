const PREFIX = 'riwaya.';

/** What the browser keeps for this page; nothing where it may keep nothing (private windows, files). */
export const kept = {
  get(key: string): string | null {
    try {
      return localStorage.getItem(PREFIX + key);
    } catch {
      return null;
    }
  },
  set(key: string, value: string): void {
    try {
      localStorage.setItem(PREFIX + key, value);
    } catch {
      // Storage is refused: the choice holds until the page is closed.
    }
  },
};
