import { mount } from 'svelte';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/parts.css';
import './styles/print.css';
import App from './App.svelte';
import type { Api } from './api/api';
import { drawForPaper } from './theme/paper.svelte';
import { router } from './routing/router.svelte';
import { COMPONENTS } from './routing/views';

/** Opens the page upon a source of data. */
export function open(api: Api): void {
  // The view's code comes while the page around it is drawn; where it does not, the page says so.
  void COMPONENTS[router.route.view]().catch(() => undefined);
  drawForPaper();
  const target = document.getElementById('app');
  if (target) mount(App, { target, props: { api } });
  // Names of places need its letters sooner or later; a page that has to wait for them then is laid out twice.
  setTimeout(() => void document.fonts.load('1em Inter', 'ā').catch(() => undefined), 1_500);
}
