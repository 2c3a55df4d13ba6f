import { addExampleVariables } from '../../../../src/edits/env-example.ts';

export default (text: string) => addExampleVariables(text, [{ name: 'B' }, { name: 'B', value: '2' }]);
