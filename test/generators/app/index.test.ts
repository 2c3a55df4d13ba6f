import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import helpers from 'yeoman-test';
import AppGenerator from '../../../generators/app/index.ts';

const FIXTURES = fileURLToPath(new URL('../../fixtures/projects/', import.meta.url));

let folder: string;
let said: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'generator-test-'));
  cpSync(join(FIXTURES, 'startproject-5.2'), join(folder, 'project'), { recursive: true });
  vi.stubEnv('XDG_STATE_HOME', join(folder, 'state'));
  said = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
  process.exitCode = undefined;
});

/** Options of our own, which Yeoman's types do not know. */
function flags(given: Readonly<Record<string, unknown>>): object {
  return given;
}

function tree(root: string): Record<string, string> {
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(root, path)).isFile(),
  );
  return Object.fromEntries(
    paths.sort().map((path) => [path, readFileSync(join(root, path), 'utf8')]),
  );
}

test('yo dynoready --yes writes the plan into the folder, and a second run changes nothing', async () => {
  const root = join(folder, 'project');
  await helpers
    .run(AppGenerator)
    .withOptions(flags({ yes: true }))
    .cd(join(folder, 'project'));
  const written = tree(root);
  expect(Object.keys(written)).toEqual([
    '.env.example',
    '.gitignore',
    '.python-version',
    '.yo-rc.json',
    'Procfile',
    'app.json',
    'gunicorn.conf.py',
    'manage.py',
    'mysite/__init__.py',
    'mysite/asgi.py',
    'mysite/settings/__init__.py',
    'mysite/settings/base.py',
    'mysite/settings/heroku.py',
    'mysite/settings/local.py',
    'mysite/urls.py',
    'mysite/wsgi.py',
    'requirements.txt',
  ]);
  said = '';
  await helpers
    .run(AppGenerator)
    .withOptions(flags({ yes: true }))
    .cd(root);
  expect(tree(root)).toEqual(written);
  expect(said).toContain('\nNothing to do: all of it is there.\n');
  expect(said).not.toContain('package.json');
});

test('yo dynoready asks through Yeoman', async () => {
  const asked: string[] = [];
  vi.spyOn(AppGenerator.prototype, 'isInteractive').mockReturnValue(true);
  await helpers
    .run(AppGenerator)
    .withOptions(
      flags({ settings: 'single', database: 'psycopg', 'python-version': '3.13', health: false }),
    )
    .withAnswers(
      {},
      {
        callback: (answer, { question }) => {
          asked.push(String(question.message));
          if (question.type === 'checkbox') return ['preCommit'];
          return question.message === 'What is the app called?' ? 'shop' : answer;
        },
      },
    )
    .cd(join(folder, 'project'));
  expect(asked).toEqual([
    'What is the app called?',
    'What else should production have?',
    'Write 10 files (9 new, 1 edited)?',
  ]);
  expect(JSON.parse(readFileSync(join(folder, 'project/app.json'), 'utf8'))).toMatchObject({
    name: 'shop',
  });
});

test('wrong use is a sentence and exit code 2, not a stack trace', async () => {
  await helpers
    .run(AppGenerator)
    .withOptions(flags({ settings: 'both' }))
    .cd(join(folder, 'project'));
  expect(said).toBe("--settings cannot be 'both'.\n\n  It takes: split or single.\n");
  expect(process.exitCode).toBe(2);
});
