import { setJsonValue } from '../../../../src/edits/json.ts';

export default (text: string) => setJsonValue(text, ['formation', 'web', 'quantity'], 2);
