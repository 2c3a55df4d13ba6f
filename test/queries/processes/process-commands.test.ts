import { expect, test } from 'vitest';
import { callsOf, managementCommand } from '../../../src/queries/processes/process-commands.ts';
import { processType } from '../../check/stand-in.ts';

function programs(command: string): string[] {
  return callsOf(processType('web', command)).map(({ program, args }) =>
    [program, ...args.map(({ text }) => text)].join(' '),
  );
}

test.each([
  ['gunicorn shop.wsgi', ['gunicorn shop.wsgi']],
  [
    'python manage.py migrate && gunicorn shop.wsgi',
    ['python manage.py migrate', 'gunicorn shop.wsgi'],
  ],
  ['A=1 B="two words" exec gunicorn shop.wsgi', ['gunicorn shop.wsgi']],
  [
    "bash -c 'python manage.py migrate; gunicorn shop.wsgi'",
    ['python manage.py migrate', 'gunicorn shop.wsgi'],
  ],
  ['newrelic-admin run-program gunicorn shop.wsgi', ['gunicorn shop.wsgi']],
  ['python -m gunicorn shop.wsgi', ['gunicorn shop.wsgi']],
  ['.heroku/python/bin/gunicorn shop.wsgi', ['gunicorn shop.wsgi']],
  ['gunicorn shop.wsgi 2>&1 | tee log', ['gunicorn shop.wsgi 2>&1', 'tee log']],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: these are the braces of the shell
  [
    'gunicorn -b "0.0.0.0:${PORT:-8000}" shop.wsgi',
    ['gunicorn -b 0.0.0.0:${PORT:-8000} shop.wsgi'],
  ],
  ['', []],
])('%s calls %j', (command, expected) => {
  expect(programs(command)).toEqual(expected);
});

test('the runner in front of a program is told apart from it, with its place', () => {
  const [call] = callsOf(processType('web', 'uv run --no-dev gunicorn shop.wsgi'));
  expect([call?.runner?.name, call?.runner?.at.start, call?.runner?.at.end, call?.program]).toEqual(
    ['uv run', 5, 11, 'gunicorn'],
  );
});

test('places are offsets in the file, also inside a quoted script', () => {
  const command = 'bash -c "gunicorn shop.wsgi"';
  const [call] = callsOf(processType('web', command));
  expect(`web: ${command}`.slice(call?.at.start, call?.at.end)).toBe('gunicorn shop.wsgi');
});

test.each([
  ['python manage.py migrate --no-input', 'migrate'],
  ['python3.12 backend/manage.py runserver', 'runserver'],
  ['./manage.py migrate', 'migrate'],
  ['django-admin check', 'check'],
  ['python -m django migrate', 'migrate'],
  ['python script.py migrate', undefined],
  ['gunicorn migrate.wsgi', undefined],
])('the management command of %s is %s', (command, expected) => {
  expect(managementCommand(callsOf(processType('web', command))[0]!)?.text).toBe(expected);
});
