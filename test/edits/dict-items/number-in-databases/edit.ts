import { setDictKey } from '../../../../src/edits/python/dict-items.ts';
import type { PySource } from '../../../../src/python/parse.ts';

export default (source: PySource) => setDictKey(source, 'DATABASES', ['default', 'CONN_MAX_AGE'], '600');
