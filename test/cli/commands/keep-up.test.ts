import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { declare, run } from '../../../src/cli/commands/keep-up.ts';
import { recordingTerminal } from '../../clock/recording-terminal.ts';
import { keepToAugustFacts } from '../../facts/use-august-facts.ts';

keepToAugustFacts({ complete: false });

const FIXTURES = fileURLToPath(new URL('../../fixtures/projects/', import.meta.url));

async function keepUp(...words: string[]): Promise<{ exitCode: number; out: string }> {
  const command = declare(new Command('keep-up')).exitOverride();
  command.parse([...words, '--offline'], { from: 'user' });
  const terminal = recordingTerminal(FIXTURES);
  return { exitCode: await run(terminal, command.args, command.opts()), out: terminal.shown.out };
}

test('of a project that bounds nothing it cannot be told, and that is never a success', async () => {
  const { exitCode, out } = await keepUp('workshop-start', '--today', '2026-11-24');
  expect(exitCode).toBe(1);
  expect(out).toMatchInlineSnapshot(`
    "layer            in use      newest     on Heroku   supported until  days left  next  from
    Django           6.1?        6.1        6.1         2027-12-31       402        -     requirements.txt
    Python           3.14?       3.14       3.14        2030-10-31       1437       -     no file
    Package manager  pip 26.2.1  -          pip 26.2.1  -                -          -     requirements.txt; the buildpack brings it
    Postgres         17?         18         18          2029-11-08       1080       -     its driver is declared
    Stack            ?           heroku-26  heroku-26   -                -          -     app.json names none

    Cannot tell:
      Django: requirements.txt sets no upper bound; a build without a cache takes the newest, and pip list on a dyno shows yours
      Python: no file names one; a build takes 3.14 for a new app and else the Python of the last build
      Postgres: no file names its version; a new one gets 17, and heroku pg:info shows yours
      Stack: no file names it; heroku stack shows yours

    Not looked up, because of --offline: newest release, Django, Python and known vulnerabilities of django, django-environ, gunicorn, psycopg2, whitenoise.

    Nothing to raise: each layer that is known is the newest.

    Nothing that can be told is out of support. It cannot be told of Django, Python, Postgres, Stack: name it in a file, or with --assume. Counted from 2026-11-24; dates read on 2026-11-30.

    Heroku has been in sustaining engineering since 2026-02-06: it works on stability, security and support, adds no new features and takes no new enterprise contracts.
    Source: Heroku company blog, "An Update on Heroku", https://www.heroku.com/blog/an-update-on-heroku/
    "
  `);
});

const ASSUMED = ['django=6.1', 'python=3.14', 'postgres=17', 'stack=heroku-26'].flatMap((one) => [
  '--assume',
  one,
]);

test.each([
  ['402', 0],
  ['403', 1],
])('with 402 days left of what is assumed, --within %s ends with %i', async (days, expected) => {
  const { exitCode, out } = await keepUp(
    ...['workshop-start', '--today', '2026-11-24', '--within', days, ...ASSUMED],
  );
  expect(exitCode).toBe(expected);
  expect(out).not.toContain('Cannot tell');
});

test('an assumed version that is too new for the facts is not calm either', async () => {
  const { exitCode, out } = await keepUp(
    ...['workshop-start', '--today', '2026-11-24', ...ASSUMED, '--assume', 'python=3.19'],
  );
  expect(exitCode).toBe(1);
  expect(out).toContain('Python: 3.19 is newer than these facts, which end with 3.14');
});

test.each([
  [['--within', 'soon'], "--within needs a number of days, not 'soon'"],
  [['--assume', 'linux=6'], "--assume does not know 'linux=6'"],
  [['--today', '2026-02-30'], "--today needs a date such as 2026-11-24, not '2026-02-30'"],
])('%j is refused', async (words, message) => {
  await expect(keepUp('workshop-start', ...words)).rejects.toThrow(message);
});

describe('what a project says of its layers', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'dynoready-keep-up-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('is taken from its files, and the plan goes from there to the newest', async () => {
    cpSync(join(FIXTURES, 'workshop-start'), folder, { recursive: true });
    writeFileSync(join(folder, 'requirements.txt'), 'Django~=4.2.0\n');
    writeFileSync(join(folder, '.python-version'), '3.9\n');
    writeFileSync(
      join(folder, 'app.json'),
      '{"stack": "heroku-22", "addons": ["heroku-postgresql:essential-0"]}',
    );
    const { exitCode, out } = await keepUp(folder, '--today', '2026-11-24');
    expect(exitCode).toBe(1);
    expect(out).toMatchInlineSnapshot(`
      "layer            in use      newest     on Heroku   supported until  days left      next                from
      Django           4.2         6.1        6.1         2026-04-07       ended 231 ago  5.2 (step 2)        requirements.txt
      Python           3.9         3.14       3.14        2025-10-31       ended 389 ago  3.12 (step 1)       .python-version; Heroku does not build it
      Package manager  pip 26.2.1  -          pip 26.2.1  -                -              -                   requirements.txt; the buildpack brings it
      Postgres         17?         18         18          2029-11-08       1080           -                   app.json, heroku-postgresql:essential-0
      Stack            heroku-22   heroku-26  heroku-26   2027-04-30       157            heroku-26 (step 5)  app.json

      Cannot tell:
        Postgres: no file names its version; a new one gets 17, and heroku pg:info shows yours

      Not looked up, because of --offline: newest release, Django, Python and known vulnerabilities of django.

      In this order, each deployed before the next begins:
       1. Python 3.9 → 3.12: Heroku refuses 3.9, and Django 4.2 runs on it
            write 3.12 into .python-version
            git ls-files -z '*.py' | xargs -0 uvx pyupgrade --py312-plus
            check: python manage.py check --deploy
            check: python -W always::DeprecationWarning -W always::PendingDeprecationWarning manage.py test
            check: dynoready rehearse
       2. Django 4.2 → 5.2: the next long-term series, supported until 2028-04-30 (buys 523 days)
            heroku pg:info: the server must be PostgreSQL 14 or newer
            python -W always::DeprecationWarning -W always::PendingDeprecationWarning manage.py test, still on 4.2: fix what warns
            write django~=5.2.0 into requirements.txt
            pip install -r requirements.txt
            git ls-files -z '*.py' | xargs -0 uvx django-upgrade --target-version 5.2
            check: python manage.py check --deploy
            check: python -W always::DeprecationWarning -W always::PendingDeprecationWarning manage.py test
            check: dynoready rehearse
       3. Django 5.2 → 6.1: the newest series, supported until 2027-12-31 (buys 402 days)
            heroku pg:info: the server must be PostgreSQL 15 or newer
            python -W always::DeprecationWarning -W always::PendingDeprecationWarning manage.py test, still on 5.2: fix what warns
            write django~=6.1.0 into requirements.txt
            pip install -r requirements.txt
            git ls-files -z '*.py' | xargs -0 uvx django-upgrade --target-version 6.1
            check: python manage.py check --deploy
            check: python -W always::DeprecationWarning -W always::PendingDeprecationWarning manage.py test
            check: dynoready rehearse
       4. Python 3.12 → 3.14: the newest that Heroku builds and Django 6.1 runs on
            write 3.14 into .python-version
            git ls-files -z '*.py' | xargs -0 uvx pyupgrade --py314-plus
            check: python manage.py check --deploy
            check: python -W always::DeprecationWarning -W always::PendingDeprecationWarning manage.py test
            check: dynoready rehearse
       5. Stack heroku-22 → heroku-26: last, so that a fault of the operating system can be told from one of the code
            write "heroku-26" into "stack" of app.json
            heroku stack:set heroku-26
            check: dynoready rehearse
            check: push once without other changes
      Django can end at 5.2 (long-term) for 523 days, or 6.1 for 402 days: --target lts or newest.

      Django 4.2 and Python 3.9 are out of support. It cannot be told of Postgres: name it in a file, or with --assume. Counted from 2026-11-24; dates read on 2026-11-30.

      Heroku has been in sustaining engineering since 2026-02-06: it works on stability, security and support, adds no new features and takes no new enterprise contracts.
      Source: Heroku company blog, "An Update on Heroku", https://www.heroku.com/blog/an-update-on-heroku/
      "
    `);
  });
});

describe('a project in a sub-folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'dynoready-keep-up-'));
    cpSync(join(FIXTURES, 'workshop-start'), join(folder, 'backend'), { recursive: true });
    writeFileSync(join(folder, 'backend', 'requirements.txt'), 'Django==1.11.29\n');
    writeFileSync(join(folder, 'app.json'), '{"stack": "heroku-24"}');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('is found, with the app.json of the whole', async () => {
    const { exitCode, out } = await keepUp(folder, '--today', '2026-11-24', '--format', 'json');
    expect(exitCode).toBe(1);
    const { notes, layers } = JSON.parse(out) as {
      notes: string[];
      layers: { name: string; inUse: string; supportedUntil: string; cannotTell: string | null }[];
    };
    expect(notes).toEqual(['Read in backend/: the folder above it declares nothing to install.']);
    expect(layers.filter(({ name }) => ['Django', 'Stack'].includes(name))).toMatchObject([
      { inUse: '1.11', supportedUntil: '2020-04-01', cannotTell: null },
      { inUse: 'heroku-24', supportedUntil: '2029-04-30', cannotTell: null },
    ]);
  });
});
