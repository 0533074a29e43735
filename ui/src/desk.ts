import { HttpApi } from './api/http';
import { open } from './open';

open(new HttpApi());
