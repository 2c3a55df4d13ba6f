import { expect, test } from 'vitest';
import { assembleRepository } from '../../../src/project/assemble.ts';
import { memoryFiles } from '../../../src/python/file-tree.ts';
import {
  callsOf,
  managementCommand,
  processCalls,
} from '../../../src/queries/processes/process-commands.ts';
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
  ['bin/start-pgbouncer gunicorn shop.wsgi', ['gunicorn shop.wsgi']],
  [
    'bin/start-nginx bin/start-pgbouncer-stunnel newrelic-admin run-program gunicorn shop.wsgi',
    ['gunicorn shop.wsgi'],
  ],
  ['ddtrace-run --debug gunicorn shop.wsgi', ['gunicorn shop.wsgi']],
  ['opentelemetry-instrument --traces_exporter otlp gunicorn shop.wsgi', ['gunicorn shop.wsgi']],
  ['timeout -k 5 30 python manage.py migrate', ['python manage.py migrate']],
  ['doppler run --project shop -- gunicorn shop.wsgi', ['gunicorn shop.wsgi']],
  ['python -m gunicorn shop.wsgi', ['gunicorn shop.wsgi']],
  ['.heroku/python/bin/gunicorn shop.wsgi', ['gunicorn shop.wsgi']],
  ['gunicorn shop.wsgi 2>&1 | tee log', ['gunicorn shop.wsgi 2>&1', 'tee log']],
  [
    // biome-ignore lint/suspicious/noTemplateCurlyInString: these are the braces of the shell
    'gunicorn -b "0.0.0.0:${PORT:-8000}" shop.wsgi',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: these are the braces of the shell
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

test('wrappers are told apart from the program, with their places', () => {
  const command = 'bin/start-pgbouncer newrelic-admin run-program gunicorn shop.wsgi';
  const [call] = callsOf(processType('web', command));
  const text = `web: ${command}`;
  expect(call?.wrappers.map(({ at }) => text.slice(at.start, at.end))).toEqual([
    'bin/start-pgbouncer ',
    'newrelic-admin run-program ',
  ]);
  expect(call?.wrappers.map(({ program }) => program.text)).toEqual([
    'bin/start-pgbouncer',
    'newrelic-admin',
  ]);
});

test.each([
  ['honcho start -f Procfile.web', ['gunicorn', 'celery']],
  ['honcho start --procfile=Procfile.web site', ['gunicorn']],
  ['bin/start-pgbouncer honcho start -f Procfile.web queue', ['celery']],
  // It would start itself.
  ['honcho start', ['release']],
  ['honcho start -f missing', ['honcho']],
])('a process manager is looked through: %s starts %j', (command, expected) => {
  const files = memoryFiles({
    Procfile: `web: ${command}\nrelease: release\n`,
    'Procfile.web': 'site: gunicorn shop.wsgi\nqueue: celery --app shop worker\n',
  });
  const repository = assembleRepository('/app', files, { git: () => undefined });
  expect(processCalls(repository, 'web').map(({ program }) => program)).toEqual(expected);
});
