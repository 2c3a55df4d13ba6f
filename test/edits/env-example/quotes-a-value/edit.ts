import { addExampleVariables } from '../../../../src/edits/env-example.ts';

export default (text: string) => addExampleVariables(text, [{ name: 'GREETING', value: 'hello # world' }, { name: 'IT', value: "it's" }]);
