import { mount } from 'svelte';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/parts.css';
import './styles/print.css';
import App from './App.svelte';
import type { Api } from './api/api';

/** Opens the page upon a source of data. */
export function open(api: Api): void {
  const target = document.getElementById('app');
  if (target) mount(App, { target, props: { api } });
}
