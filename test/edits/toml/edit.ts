import { addTomlItem } from '../../../src/edits/toml-items.ts';

export default (text: string) => addTomlItem(text, ['project', 'dependencies'], 'whitenoise>=6,<7');
