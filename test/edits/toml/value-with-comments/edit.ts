import { setTomlValue } from '../../../../src/edits/toml.ts';

export default (text: string) => setTomlValue(text, ['project', 'classifiers'], { toml: '[1]' });
