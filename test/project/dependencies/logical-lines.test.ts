import { expect, test } from 'vitest';
import { logicalLines } from '../../../src/project/dependencies/logical-lines.ts';

/** Processor milliseconds; what took quadratic time took minutes. */
function timeOf(text: string): number {
  const before = process.cpuUsage();
  logicalLines(text);
  return process.cpuUsage(before).user / 1000;
}

test.each([
  ['one requirement over many lines', `django \\\n${' \\\n'.repeat(300_000)}==5.2\n`],
  ['a long gap before no comment', `django${' '.repeat(900_000)}x\n`],
  ['many comments in one', `django${' #'.repeat(400_000)}\n`],
  ['a line of backslashes', `${'\\'.repeat(900_000)}x\n`],
])('the time for %s grows with its length only', (_name, text) => {
  expect(timeOf(text)).toBeLessThan(1500);
});

test('a comment begins at a # after a blank, and takes the blanks before it along', () => {
  expect(logicalLines('a==1  # one\nb#2\n#c\nd \\\n  ==3 #x\n')).toEqual([
    { text: 'a==1', start: 0 },
    { text: 'b#2', start: 12 },
    { text: 'd     ==3', start: 19 },
  ]);
});
