import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parseAppJson } from '../../src/project/app-json.ts';
import { stripWrappers } from '../../src/rehearsal/strip-wrappers.ts';

function slugFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'strip-wrappers-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin/start-stunnel'), '#!/bin/sh\n');
  return folder;
}
const appJson = parseAppJson(
  '{ "buildpacks": [{ "url": "heroku/pgbouncer" }, { "url": "heroku-community/nginx" }, { "url": "heroku/python" }] }',
);

test.each([
  ['bin/start-pgbouncer gunicorn shop.wsgi', 'gunicorn shop.wsgi'],
  [
    'bin/start-nginx bin/start-pgbouncer newrelic-admin run-program gunicorn -c g.py shop.wsgi',
    'newrelic-admin run-program gunicorn -c g.py shop.wsgi --bind 0.0.0.0:$PORT',
  ],
  [
    'python manage.py migrate && bin/start-pgbouncer celery -A shop worker',
    'python manage.py migrate && celery -A shop worker',
  ],
  // What the slug holds runs, and what no buildpack brings fails as on Heroku.
  ['bin/start-stunnel gunicorn shop.wsgi', 'bin/start-stunnel gunicorn shop.wsgi'],
  ['bin/qgtunnel gunicorn shop.wsgi', 'bin/qgtunnel gunicorn shop.wsgi'],
  ['exec gunicorn shop.wsgi', 'exec gunicorn shop.wsgi'],
])('%s runs as %s', (command, expected) => {
  const slug = { folder: slugFolder(), processTypes: new Map([['web', command]]) };
  const { processTypes, differences } = stripWrappers(slug, { appJson });
  expect(processTypes.get('web')).toBe(expected);
  expect(differences.length > 0).toBe(expected !== command);
});

test('each wrapper is said once, with what is not rehearsed', () => {
  const processTypes = new Map([['web', 'bin/start-pgbouncer gunicorn shop.wsgi']]);
  const { differences } = stripWrappers({ folder: slugFolder(), processTypes }, { appJson });
  expect(differences).toEqual([
    'Differs from Heroku: web starts without bin/start-pgbouncer, because its buildpack cannot run here. What it changes, such as the address of the database or the port of the server, is not rehearsed.',
  ]);
});
