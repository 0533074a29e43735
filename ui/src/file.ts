import { FileApi, type FileData } from './api/file';
import { open } from './open';

const data = document.getElementById('riwaya-data')?.textContent ?? '';
open(new FileApi(JSON.parse(data) as FileData));
