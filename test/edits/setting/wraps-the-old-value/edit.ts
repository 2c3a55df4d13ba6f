import { replaceSettingValue } from '../../../../src/edits/python/setting.ts';
import type { PySource } from '../../../../src/python/parse.ts';

export default (source: PySource) => replaceSettingValue(source, 'DATABASES', (old) => (old.startsWith('dict(') ? old : `dict(${old})`));
