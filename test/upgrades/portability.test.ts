import { expect, test } from 'vitest';
import { renderPortability } from '../../src/cli/report/portability-text.ts';
import { memoryFiles } from '../../src/python/file-tree.ts';
import { portability } from '../../src/upgrades/portability.ts';

const FILES = {
  Procfile: 'release: python manage.py migrate\nweb: gunicorn shop.wsgi\n',
  'app.json': '{}',
  'runtime.txt': 'python-3.12.1\n',
  'shop/settings.py':
    'import os\n# DYNO in a comment\nON_DYNO = "DYNO" in os.environ\nQUEUE = os.environ["CLOUDAMQP_URL"]\nDATABASE = os.environ["DATABASE_URL"]\n',
  'shop/middleware.py': 'start = request.META["HTTP_X_REQUEST_START"]\n',
  'bin/deploy.sh': '# heroku login\nheroku run python manage.py check\necho herokuish\n',
  'tests/test_dyno.py': 'DYNO = 1\n',
};

test('each kind of tie is found in its place, and comments and tests are none', () => {
  const { tied } = portability(memoryFiles(FILES));
  expect(tied.map(({ id, places }) => [id, places.map(({ at, text }) => `${at} ${text}`)])).toEqual(
    [
      ['app-json', ['app.json app.json']],
      ['runtime-txt', ['runtime.txt runtime.txt']],
      ['release-process', ['Procfile:1 release:']],
      ['dyno-variables', ['shop/settings.py:3 DYNO']],
      ['add-on-variables', ['shop/settings.py:4 CLOUDAMQP_URL']],
      ['command-line', ['bin/deploy.sh:2 heroku run']],
      ['router-headers', ['shop/middleware.py:1 X_REQUEST_START']],
    ],
  );
});

test('every tie and everything that runs unchanged has its source', () => {
  const text = renderPortability(portability(memoryFiles(FILES)));
  expect(text.match(/source: https:/g)).toHaveLength(11);
  expect(text).toContain('Runs unchanged:\n  Procfile: Dokku\n');
});

test('a project with none says so', () => {
  expect(renderPortability(portability(memoryFiles({ 'a.py': 'print(1)\n' })))).toBe(
    'Nothing that was looked for is tied to Heroku.\n',
  );
});
