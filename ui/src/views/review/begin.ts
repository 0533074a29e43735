/**
 * Goes on to the first of what a dialog offers. That comes when the dialog is open already, so only whoever still is at its
 * heading is led there.
 */
export function begin(candidates: HTMLElement): void {
  if (document.activeElement?.matches('.dialog-title')) candidates.querySelector('input')?.focus();
}
