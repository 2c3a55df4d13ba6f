import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { UsageError } from '../../../src/facts/usage-error.ts';
import type { Question } from '../../../src/scaffold/answers/questions.ts';
import { runScaffold } from '../../../src/scaffold/flow/run-scaffold.ts';
import type { ScaffoldUi } from '../../../src/scaffold/flow/scaffold-ui.ts';
import { undoScaffold } from '../../../src/scaffold/flow/undo-scaffold.ts';

const FIXTURES = fileURLToPath(new URL('../../fixtures/projects/', import.meta.url));
let folder: string;
let root: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scaffold-test-'));
  root = join(folder, 'project');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function copyFixture(name: string): void {
  cpSync(join(FIXTURES, name), root, { recursive: true });
}

/** A person who gives these answers, in this order, and what they were shown. */
function ui(
  answers?: readonly unknown[],
): ScaffoldUi & { shown: string; printed: string; questions: Question[] } {
  const left = [...(answers ?? [])];
  const seen = {
    shown: '',
    printed: '',
    questions: [] as Question[],
    style: { color: false, columns: 100 },
    stateFolder: join(folder, 'state'),
    version: '0.1.0',
    env: { PATH: process.env.PATH ?? '', HOME: folder },
    signal: new AbortController().signal,
    say: (text: string) => {
      seen.shown += text;
    },
    print: (text: string) => {
      seen.printed += text;
    },
    pythonLines: () => Promise.resolve(['3.13', '3.12']),
    ask:
      answers === undefined
        ? undefined
        : (question: Question) => {
            seen.questions.push(question);
            const answer = left.shift();
            return answer instanceof Error
              ? Promise.reject(answer)
              : Promise.resolve(answer ?? question.default);
          },
  };
  return seen;
}

/** Every file below the root with its text. */
function tree(): Record<string, string> {
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(root, path)).isFile(),
  );
  return Object.fromEntries(
    paths.sort().map((path) => [path, readFileSync(join(root, path), 'utf8')]),
  );
}

async function refusal(act: () => Promise<unknown>): Promise<string> {
  try {
    await act();
  } catch (error) {
    if (error instanceof UsageError)
      return [error.message, ...error.evidence, ...error.next]
        .join('\n')
        .replaceAll(root, '<root>');
    throw error;
  }
  return 'accepted';
}

describe('the flow of both doors', () => {
  test('without a terminal takes the defaults, says so, writes all of it, and finds nothing to do the second time', async () => {
    copyFixture('startproject-5.2');
    const first = ui();
    expect((await runScaffold(root, {}, first)).written).toBe(true);
    expect(first.shown).toContain(
      'Found mysite: Django 5.2, one settings file (mysite/settings.py), no list of packages, no Procfile, no .python-version, no app.json.\n' +
        'There is no terminal to ask in, so the defaults are taken (as with --yes).\n',
    );
    expect(first.shown).toContain(`
Written: 15 files (11 new, 3 edited, 1 moved).

Next:
  python -m pip install -r requirements.txt
  git init && git add --all && git commit -m "Make it ready for Heroku"
  dynoready check       # finds what is left, without running anything
  dynoready rehearse    # builds, releases, boots and probes it here
  dynoready platform    # is a Heroku on this machine, to try a first push on

Then, on Heroku:
  heroku create mysite  # the name becomes part of the address; another one if it is taken
  heroku config:set DJANGO_SETTINGS_MODULE=mysite.settings.heroku ALLOWED_HOSTS=your-app-0123456789ab.herokuapp.com
  heroku config:set SECRET_KEY="$(python3 -c 'import secrets; print(secrets.token_urlsafe(50))')"
  heroku addons:create heroku-postgresql:essential-0
  git push heroku HEAD:main
  heroku open
`);
    const written = tree();
    expect(Object.keys(written)).toContain('mysite/settings/heroku.py');
    const second = ui();
    expect((await runScaffold(root, {}, second)).written).toBe(false);
    expect(second.shown.split('\n').slice(-2).join('\n')).toBe(
      'Nothing to do: all of it is there.\n',
    );
    expect(tree()).toEqual(written);
  });

  test('asks only what is open, shows the diff when it is wanted, and then writes', async () => {
    copyFixture('startproject-5.2');
    const person = ui([
      'single',
      'psycopg',
      '3.12',
      'shop',
      ['tasks', 'health'],
      'rq',
      'diff',
      'write',
    ]);
    expect((await runScaffold(root, {}, person)).written).toBe(true);
    expect(person.questions.map(({ message }) => message)).toEqual([
      'How should the settings be organised?',
      'Which PostgreSQL driver?',
      'Which Python version?',
      'What is the app called?',
      'What else should production have?',
      'Which task queue?',
      'Write 11 files (9 new, 2 edited)?',
      'Write 11 files (9 new, 2 edited)?',
    ]);
    expect(person.shown).toContain('diff --git a/Procfile b/Procfile\nnew file mode 100644\n');
    expect(person.questions[5]!.choices!.map(({ value }) => value)).toEqual([
      'celery',
      'rq',
      'django',
    ]);
    expect(tree()).toMatchObject({
      Procfile: expect.stringContaining('worker: python manage.py rqworker default\n'),
      '.python-version': '3.12\n',
      'app.json': expect.stringContaining('"name": "shop"'),
    });
  });

  test('leaves out the items that the person takes from the plan, and shows what is left', async () => {
    copyFixture('startproject-5.2');
    const person = ui([
      'split',
      'psycopg',
      '3.13',
      'shop',
      [],
      'choose',
      ['settings', 'secrets', 'database', 'static-files', 'https', 'dependencies', 'procfile'],
      'write',
    ]);
    expect((await runScaffold(root, {}, person)).written).toBe(true);
    expect(person.questions.at(-2)?.choices?.find(({ value }) => value === 'logging')?.name).toBe(
      'logging: mysite/settings/heroku.py',
    );
    const written = tree();
    expect(Object.keys(written)).toContain('Procfile');
    expect(Object.keys(written)).not.toContain('app.json');
    expect(written['mysite/settings/heroku.py']).not.toContain('LOGGING');
  });

  test('asks nothing that a flag has answered', async () => {
    copyFixture('startproject-5.2');
    const person = ui([]);
    const flags = {
      settings: 'split',
      database: 'psycopg',
      pythonVersion: '3.13',
      appName: 'shop',
      health: true,
    };
    await runScaffold(root, flags, person);
    expect(person.questions.map(({ name }) => name)).toEqual(['extras', 'confirm']);
    expect(person.questions[0]!.choices!.map(({ value }) => value)).not.toContain('health');
    expect(Object.keys(tree())).toContain('mysite/health.py');
  });

  test('writes nothing when the person says so, or leaves a question with Ctrl-C', async () => {
    copyFixture('startproject-5.2');
    const before = tree();
    const person = ui([undefined, undefined, undefined, undefined, undefined, 'stop']);
    expect((await runScaffold(root, {}, person)).written).toBe(false);
    expect(person.shown.endsWith('\nNothing was written.\n')).toBe(true);
    await expect(runScaffold(root, {}, ui([new Error('left')]))).rejects.toThrow('left');
    expect(tree()).toEqual(before);
  });

  test('prints the diff of a dry run apart from the talk, and writes nothing', async () => {
    copyFixture('startproject-5.2');
    const before = tree();
    const person = ui();
    await runScaffold(root, { dryRun: true, only: 'procfile' }, person);
    expect(person.printed).toBe(`diff --git a/Procfile b/Procfile
new file mode 100644
--- /dev/null
+++ b/Procfile
@@ -0,0 +1,2 @@
+web: gunicorn mysite.wsgi
+release: python manage.py migrate --no-input
`);
    expect(person.shown.endsWith('\nNothing was written: this was a dry run.\n')).toBe(true);
    expect(tree()).toEqual(before);
  });

  test('takes the last write back', async () => {
    copyFixture('workshop-start');
    const before = tree();
    await runScaffold(root, { yes: true }, ui());
    const person = ui();
    undoScaffold(root, person);
    expect(tree()).toEqual(before);
    expect(person.shown).toContain('Taken back:\n  .env.example\n  .gitignore\n');
  });
});

describe('wrong use is explained', () => {
  test('when the folder holds no project', async () => {
    mkdirSync(root);
    expect(
      await refusal(() => runScaffold(root, {}, ui())),
    ).toBe(`There is no Django project in this folder.
No manage.py was found in <root> or below it.
Go to the folder that holds manage.py, or start a project: dynoready init --new mysite`);
  });

  test('when there are two projects and nobody to ask', async () => {
    cpSync(join(FIXTURES, 'startproject-5.2'), join(root, 'shop'), { recursive: true });
    cpSync(join(FIXTURES, 'startproject-6.1'), join(root, 'blog'), { recursive: true });
    expect(
      await refusal(() => runScaffold(root, {}, ui())),
    ).toBe(`There are several Django projects in this folder.
blog/manage.py
shop/manage.py
Name the one to work on: --project blog`);
    expect(
      await refusal(() => runScaffold(root, { project: 'wiki' }, ui())),
    ).toBe(`There is no Django project in 'wiki'
blog/manage.py
shop/manage.py
Name one of the folders above.`);
    expect(await refusal(() => runScaffold(root, { project: 'shop/', yes: true }, ui()))).toBe(
      'accepted',
    );
    expect(readFileSync(join(root, 'Procfile'), 'utf8')).toBe(
      'web: gunicorn --chdir shop mysite.wsgi\nrelease: python shop/manage.py migrate --no-input\n',
    );
    expect(existsSync(join(root, 'shop/mysite/settings/heroku.py'))).toBe(true);
    expect(existsSync(join(root, 'blog/mysite/settings.py'))).toBe(true);
  });

  test('when the settings do not parse, with the file and the line', async () => {
    copyFixture('startproject-5.2');
    const path = join(root, 'mysite/settings.py');
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace('ALLOWED_HOSTS = []', 'ALLOWED_HOSTS = ['),
    );
    const text = await refusal(() => runScaffold(root, {}, ui()));
    expect(text).toMatch(
      /^mysite\/settings\.py cannot be read, so nothing is planned\.\nmysite\/settings\.py, line \d+: .+\nFix that line and run the command again\.$/,
    );
  });

  test.each(['mysite/wsgi.py', 'mysite/urls.py'])(
    'when %s, which the plan would change, does not parse',
    async (file) => {
      copyFixture('startproject-5.2');
      appendFileSync(join(root, file), 'x = (((\n');
      const text = await refusal(() => runScaffold(root, { yes: true, health: true }, ui()));
      expect(text).toMatch(
        new RegExp(
          `^${file} cannot be read, so nothing is planned\\.\\n${file}, line \\d+: It is not Python: `,
        ),
      );
      expect(existsSync(join(root, 'Procfile'))).toBe(false);
    },
  );

  test('when the folder is a template that projects are made from', async () => {
    cpSync(join(FIXTURES, 'startproject-5.2'), join(root, '{{cookiecutter.slug}}'), {
      recursive: true,
    });
    expect(
      await refusal(() => runScaffold(root, {}, ui())),
    ).toBe(`This is a template for projects, not a project.
{{cookiecutter.slug}}/manage.py has a name that is still to be filled in.
Make a project from it first, and run the command there.`);
  });

  test('when manage.py itself has names to be filled in', async () => {
    copyFixture('startproject-5.2');
    const path = join(root, 'manage.py');
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace('mysite.settings', '{{ project_name }}.settings'),
    );
    expect(
      await refusal(() => runScaffold(root, {}, ui())),
    ).toBe(`This is a template for projects, not a project.
manage.py has a name that is still to be filled in.
Make a project from it first, and run the command there.`);
  });
});

describe('a new file that git would ignore', () => {
  function ignoring(...lines: string[]): void {
    copyFixture('startproject-5.2');
    writeFileSync(join(root, '.gitignore'), `${lines.join('\n')}\n`);
  }

  test('is taken out of what git ignores, and the next run finds nothing to do', async () => {
    ignoring('.*', '!.gitignore', 'venv');
    await runScaffold(root, { yes: true }, ui());
    const written = tree();
    expect(written['.gitignore']).toMatch(
      /\n# Required in every push\n!\/\.python-version\n!\/\.env\.example\n$/,
    );
    const again = ui();
    expect((await runScaffold(root, { yes: true }, again)).plan.changes).toEqual([]);
    expect(tree()).toEqual(written);
  });

  test('stays as it is when it stands there already', async () => {
    ignoring('.python-version');
    writeFileSync(join(root, '.python-version'), 'shop-env\n');
    const seen = ui();
    await runScaffold(root, { yes: true }, seen);
    expect(tree()['.python-version']).toBe('shop-env\n');
    expect(tree()['.gitignore']).toContain('\n!/.python-version\n');
    expect(
      seen.shown,
    ).toContain(`  .python-version: it already exists, but git ignored it until now, so it was neither read nor changed.
    Review it, commit it, then run: dynoready init --only python-version
`);
  });

  test('is left to the person when a rule for its folder hides it', async () => {
    ignoring('/mysite/settings/');
    const { plan } = await runScaffold(root, { yes: true, dryRun: true }, ui());
    expect(plan.declined.map(({ path, because }) => `${path}: ${because}`)).toContain(
      'mysite/settings/heroku.py: git ignores a folder above it, so no push contains it',
    );
  });
});

describe('answers are kept in .yo-rc.json', () => {
  const stored = (): { version: string; answers: Record<string, unknown> } =>
    (
      JSON.parse(tree()['.yo-rc.json']!) as Record<
        string,
        { version: string; answers: Record<string, unknown> }
      >
    )['generator-dynoready']!;

  test('beside what other generators keep there, and are the defaults of the next run', async () => {
    copyFixture('startproject-5.2');
    writeFileSync(join(root, '.yo-rc.json'), '{\n  "generator-other": { "a": 1 }\n}\n');
    await runScaffold(root, { yes: true, sentry: true, hstsSeconds: 60 }, ui());
    expect(JSON.parse(tree()['.yo-rc.json']!)).toMatchObject({ 'generator-other': { a: 1 } });
    expect(stored()).toMatchObject({
      version: '0.1.0',
      answers: { sentry: true, hstsSeconds: 60, settings: 'split' },
    });
    // Somebody takes a file away; the answers bring it back as it was.
    rmSync(join(root, 'app.json'));
    await runScaffold(root, { yes: true }, ui());
    expect(JSON.parse(tree()['app.json']!)).toMatchObject({
      env: { SECURE_HSTS_SECONDS: { value: '60' }, SENTRY_DSN: {} },
    });
  });

  test('what the project shows by now counts more, and a newer version alone changes nothing', async () => {
    copyFixture('startproject-5.2');
    await runScaffold(root, { yes: true, pythonVersion: '3.12' }, ui());
    writeFileSync(join(root, '.python-version'), '3.13\n');
    const before = tree();
    expect(
      (await runScaffold(root, { yes: true }, { ...ui(), version: '9.0.0' })).plan.changes,
    ).toEqual([]);
    expect(tree()).toEqual(before);
  });

  test('--update asks nothing, says from which version to which, and shows what would change', async () => {
    copyFixture('startproject-5.2');
    await runScaffold(root, { yes: true, cache: 'redis' }, ui());
    const heroku = join(root, 'mysite/settings/heroku.py');
    // An older version had written no cache.
    writeFileSync(
      heroku,
      readFileSync(heroku, 'utf8').replace(
        /\n# Only collectstatic may run without Redis[\s\S]*?cached_db"\n/,
        '',
      ),
    );
    const person = { ...ui(['write']), version: '0.2.0' };
    const { plan, written } = await runScaffold(root, { update: true }, person);
    expect(plan.changes.map(({ path }) => path)).toEqual([
      'mysite/settings/heroku.py',
      '.yo-rc.json',
    ]);
    expect(written).toBe(true);
    expect(readFileSync(heroku, 'utf8')).toContain('cached_db');
    expect(stored().version).toBe('0.2.0');
  });

  test('--update without answers is wrong use', async () => {
    copyFixture('startproject-5.2');
    expect(
      await refusal(() => runScaffold(root, { update: true }, ui())),
    ).toBe(`There are no answers of an earlier run to update from.
.yo-rc.json has none for generator-dynoready.
Run it once with its questions: dynoready init`);
  });

  test('what cannot be read is passed over, and that is said', async () => {
    copyFixture('startproject-5.2');
    const text = JSON.stringify({
      'generator-dynoready': { answers: { cache: 'memcached', sentry: true } },
    });
    writeFileSync(join(root, '.yo-rc.json'), text);
    const one = ui();
    await runScaffold(root, { yes: true, dryRun: true }, one);
    expect(one.shown).toContain(
      '.yo-rc.json answers cache with "memcached", which is none of its values, so it is passed over.\n',
    );
    writeFileSync(join(root, '.yo-rc.json'), '{');
    const other = ui();
    const { plan } = await runScaffold(root, { yes: true, dryRun: true }, other);
    expect(other.shown).toMatch(/\.yo-rc\.json is no JSON, so its answers are passed over: /);
    expect(plan.declined.map(({ path }) => path)).toContain('.yo-rc.json');
  });
});
