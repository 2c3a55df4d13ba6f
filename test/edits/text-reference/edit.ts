import { replaceSettingsReference } from '../../../src/edits/text-reference.ts';

export default (text: string) => replaceSettingsReference(text, 'shop.settings', 'shop.settings.test');
