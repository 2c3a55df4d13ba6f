import { replaceSettingsModule } from '../../../src/edits/python/settings-reference.ts';
import type { PySource } from '../../../src/python/parse.ts';

export default (source: PySource) => replaceSettingsModule(source, 'shop.settings', 'shop.settings.production');
