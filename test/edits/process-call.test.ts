import { expect, test } from 'vitest';
import { removeCall } from '../../src/edits/process-call.ts';
import { applyEdits } from '../../src/edits/text-edit.ts';

/** Removes `migrate` from the last line of a Procfile. */
function without(text: string): string {
  const name = text.lastIndexOf('web: ');
  const end = text.slice(name).search(/[\r\n]/);
  const command = { start: name + 'web: '.length, end: end < 0 ? text.length : name + end };
  const start = text.indexOf('migrate');
  const result = removeCall(text, command, { start, end: start + 'migrate'.length });
  return result.ok ? applyEdits(text, result.edits) : `declined: ${result.because}`;
}

const PARTED = 'declined: the command is combined with others in a way that cannot be taken apart safely';

test.each([
  ['web: migrate && serve\n', 'web: serve\n'],
  ['web: migrate; serve\r\n', 'web: serve\r\n'],
  ['web: serve && migrate', 'web: serve'],
  ['web: warm && migrate && serve\n', 'web: warm && serve\n'],
  ['a: b\nweb: migrate\n', 'a: b\n'],
  ['web: migrate || serve\n', PARTED],
  ['web: warm | migrate && serve\n', PARTED],
  ['web: warm && migrate | tee log\n', PARTED],
  ['web: sh -c "migrate && serve"\n', PARTED],
])('of %j the call goes with what joins it', (before, after) => {
  expect(without(before)).toBe(after);
});
