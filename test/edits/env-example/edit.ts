import { addExampleVariables } from '../../../src/edits/env-example.ts';

export default (text: string | undefined) => addExampleVariables(text, [{ name: 'SECRET_KEY', because: 'any long random text' }, { name: 'ALLOWED_HOSTS', value: 'localhost,127.0.0.1' }]);
