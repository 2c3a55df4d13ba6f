import { addParent } from '../../../src/edits/python/base-dir.ts';
import type { PySource } from '../../../src/python/parse.ts';

export default (source: PySource) => addParent(source, { levels: 3 });
