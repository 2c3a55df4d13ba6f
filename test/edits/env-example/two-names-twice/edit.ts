import { addExampleVariables } from '../../../../src/edits/env-example.ts';

export default (text: string) =>
  addExampleVariables(text, [
    { name: 'C', value: '1' },
    { name: 'B', value: '2' },
    { name: 'C', value: '3' },
    { name: 'B', value: '4' },
  ]);
