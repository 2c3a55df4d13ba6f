import { addJsonItem } from '../../../../src/edits/json.ts';

export default (text: string) => addJsonItem(text, ['addons'], 'heroku-postgresql');
