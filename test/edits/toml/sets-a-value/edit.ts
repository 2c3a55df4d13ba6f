import { setTomlValue } from '../../../../src/edits/toml.ts';

export default (text: string) => setTomlValue(text, ['requires', 'python_version'], '3.13');
