import { kept } from '../../theme/kept';

let name = $state(kept.get('reviewer') ?? '');

/** Who decides here: asked once, kept in this browser. */
export const reviewer = {
  get name(): string {
    return name;
  },
  call(next: string): void {
    name = next.trim();
    kept.set('reviewer', name);
  },
};
