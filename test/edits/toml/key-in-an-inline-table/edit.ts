import { addTomlKey } from '../../../../src/edits/toml.ts';

export default (text: string) => addTomlKey(text, ['tool', 'poetry', 'dependencies'], 'gunicorn', '^27');
