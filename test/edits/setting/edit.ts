import { replaceSettingValue } from '../../../src/edits/python/setting.ts';
import type { PySource } from '../../../src/python/parse.ts';

export default (source: PySource) => replaceSettingValue(source, 'SECRET_KEY', 'os.environ["SECRET_KEY"]');
