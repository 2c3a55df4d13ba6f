import { addSetting } from '../../../../src/edits/python/setting.ts';
import type { PySource } from '../../../../src/python/parse.ts';

export default (source: PySource) => addSetting(source, 'CACHES', '{\n    "default": None,\n}', { after: 'DEBUG' });
