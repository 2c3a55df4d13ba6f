import { expect, test } from 'vitest';
import { portOption } from '../../src/cli/port-option.ts';
import { UsageError } from '../../src/facts/usage-error.ts';

test('a port is a whole number in its range', () => {
  expect(portOption(1)('5006')).toBe(5006);
  expect(portOption(0)('0')).toBe(0);
  for (const text of ['0', '65536', '80.5', 'http', ''])
    expect(() => portOption(1)(text), text).toThrow(UsageError);
});
