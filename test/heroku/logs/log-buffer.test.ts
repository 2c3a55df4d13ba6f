import { expect, test } from 'vitest';
import { createLogBuffer } from '../../../src/heroku/logs/log-buffer.ts';
import type { LogLine } from '../../../src/heroku/logs/log-line.ts';

function line(message: string, dyno = 'web.1'): LogLine {
  return { at: new Date(0), source: 'app', dyno, message };
}

test('the newest 1,500 lines are kept', () => {
  const log = createLogBuffer();
  for (let at = 0; at < 2_000; at += 1) log.write(line(String(at)));
  const messages = log.last(5_000).map(({ message }) => message);
  expect([messages.length, messages[0], messages.at(-1)]).toEqual([1_500, '500', '1999']);
});

test('the last lines are counted after the filter', () => {
  const log = createLogBuffer();
  for (const dyno of ['web.1', 'web.2', 'web.1', 'web.2']) log.write(line(dyno, dyno));
  expect(log.last(2, ({ dyno }) => dyno === 'web.1')).toHaveLength(2);
  expect(log.last(0)).toEqual([]);
});

test('a subscriber gets each line until it leaves', () => {
  const log = createLogBuffer();
  const seen: string[] = [];
  const leave = log.subscribe(({ message }) => seen.push(message));
  log.write(line('first'));
  leave();
  log.write(line('second'));
  expect(seen).toEqual(['first']);
});
