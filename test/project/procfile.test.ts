import { expect, test } from 'vitest';
import { parseProcfile } from '../../src/project/procfile.ts';

test('reads names and commands with their places, whatever ends the lines', () => {
  const text =
    '# processes\r\n\r\n  web:  gunicorn shop.wsgi  \r\nrelease: python manage.py migrate\rworker celery -A shop worker\n';
  const procfile = parseProcfile(text);
  expect(procfile.lines.map(({ name, command }) => [name, command])).toEqual([
    ['web', 'gunicorn shop.wsgi'],
    ['release', 'python manage.py migrate'],
    ['worker', 'celery -A shop worker'],
  ]);
  expect(
    procfile.lines.map(({ at, commandAt }) => [
      text.slice(at.start, at.end),
      text.slice(commandAt.start, commandAt.end),
    ]),
  ).toEqual([
    ['  web:  gunicorn shop.wsgi  ', 'gunicorn shop.wsgi'],
    ['release: python manage.py migrate', 'python manage.py migrate'],
    ['worker celery -A shop worker', 'celery -A shop worker'],
  ]);
  expect(procfile.ignored).toEqual([]);
});

test('the last of two lines with one name is the one that runs, and both are kept', () => {
  const procfile = parseProcfile('web: one\nweb: two\n');
  expect(procfile.processTypes.get('web')?.command).toBe('two');
  expect(procfile.lines).toHaveLength(2);
});

test.each([
  'web:gunicorn shop.wsgi',
  'web:',
  'web',
  'web.1: x',
  '* web: x',
  '\ufeffweb: x',
  '<<<<<<< HEAD',
])('ignores the line %j', (line) => {
  const procfile = parseProcfile(`${line}\nworker: y`);
  expect(procfile.ignored).toEqual([{ file: 'Procfile', start: 0, end: line.length }]);
  expect([...procfile.processTypes.keys()]).toEqual(['worker']);
});

test('an empty file and comments give nothing to run and nothing ignored', () => {
  for (const text of ['', '\n\n', '# web: x\n  # y'])
    expect(parseProcfile(text)).toEqual({ lines: [], processTypes: new Map(), ignored: [] });
});
