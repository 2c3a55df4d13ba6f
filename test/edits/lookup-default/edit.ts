import { replaceLookupDefault } from '../../../src/edits/python/lookup-default.ts';
import type { PySource } from '../../../src/python/parse.ts';

export default (source: PySource) => replaceLookupDefault(source, 'DEBUG', 'False');
