import { addTomlKey } from '../../../../src/edits/toml.ts';

export default (text: string) => addTomlKey(text, ['packages'], 'gunicorn', '*');
