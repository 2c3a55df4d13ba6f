import { setCallKeywords } from '../../../src/edits/python/call-keywords.ts';
import type { PySource } from '../../../src/python/parse.ts';

export default (source: PySource) =>
  setCallKeywords(source, 'DATABASES', (name) => name === 'dj_database_url.config', { conn_max_age: '600', ssl_require: 'True' });
