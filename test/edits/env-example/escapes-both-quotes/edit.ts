import { addExampleVariables } from '../../../../src/edits/env-example.ts';

export default (text: string) =>
  addExampleVariables(text, [{ name: 'BOTH', value: `it's "new" \\ old` }]);
