import { removeSetting } from '../../../../src/edits/python/setting.ts';
import type { PySource } from '../../../../src/python/parse.ts';

export default (source: PySource) => removeSetting(source, 'USE_L10N');
