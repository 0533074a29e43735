import { FileApi, type FileData } from './api/file';
import { language } from './i18n/lang.svelte';
import { open } from './open';

const data = JSON.parse(document.getElementById('riwaya-data')?.textContent ?? '') as FileData;
language.begin(data.lang);
open(new FileApi(data));
