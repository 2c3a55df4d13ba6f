import { setJsonValue } from '../../../src/edits/json.ts';

export default (text: string) => setJsonValue(text, ['env', 'SECRET_KEY'], { description: 'Signs cookies.', generator: 'secret' }, { keep: true });
