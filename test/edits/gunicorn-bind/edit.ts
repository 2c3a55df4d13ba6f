import { bindToPort } from '../../../src/edits/python/gunicorn-bind.ts';
import type { PySource } from '../../../src/python/parse.ts';

export default (source: PySource) => bindToPort(source);
