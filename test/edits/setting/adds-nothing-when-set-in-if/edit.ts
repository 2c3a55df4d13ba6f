import { addSetting } from '../../../../src/edits/python/setting.ts';
import type { PySource } from '../../../../src/python/parse.ts';

export default (source: PySource) => addSetting(source, 'STATIC_ROOT', 'BASE_DIR / "staticfiles"');
