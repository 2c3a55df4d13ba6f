import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { run } from '../../../src/cli/commands/workshop.ts';
import { chooseInterpreter, findInterpreters } from '../../../src/machine/interpreters.ts';
import { EXERCISES } from '../../../src/workshop/exercises.ts';
import { recordingTerminal } from '../../clock/recording-terminal.ts';
import { readTexts } from '../../rules/case-folder.ts';

const BY_HAND = join(dirname(fileURLToPath(import.meta.url)), '../../workshop/by-hand');

let folder: string;
let root: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dynoready-workshop-'));
  root = join(folder, 'project');
  expect(await run(recordingTerminal(folder, environment()), ['start', root], {})).toBe(0);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function environment(): Record<string, string | undefined> {
  return {
    PATH: process.env.PATH,
    HOME: homedir(),
    PYENV_ROOT: process.env.PYENV_ROOT,
    DYNOREADY_OFFLINE: '1',
    XDG_STATE_HOME: join(folder, 'state'),
  };
}

function git(...args: string[]): void {
  const identity = [
    '-c',
    'user.name=Learner',
    '-c',
    'user.email=learner@example.com',
    '-c',
    'commit.gpgsign=false',
  ];
  execFileSync('git', [...identity, ...args], { cwd: root, env: environment() });
}

function commit(number: number): void {
  git('add', '--all');
  git('commit', '--quiet', '--allow-empty', '--message', `Exercise ${number}`);
}

async function workshop(
  word: string,
  options: Record<string, unknown> = {},
): Promise<{ exitCode: number; out: string }> {
  const terminal = recordingTerminal(root, environment());
  const exitCode = await run(terminal, [word], options);
  return { exitCode, out: terminal.shown.out + (exitCode === 0 ? '' : terminal.shown.err) };
}

test('solved by the generator from the first exercise to the last, the project deploys at the twelfth and passes a whole rehearsal at the end', async () => {
  git('rm', '--quiet', '-r', '--cached', 'db.sqlite3', 'staticfiles');
  for (const { number, rehearsal } of EXERCISES) {
    const solved = await workshop('solve', { apply: true });
    commit(number);
    // What is rehearsed is the commit, so it comes first.
    const { exitCode, out } = rehearsal === undefined ? solved : await workshop('check');
    expect(exitCode, `${number}: ${out}`).toBe(0);
    if (number === 12)
      expect(out).toContain(
        'What failed in check, a later exercise fixes.\n\nExercise 12, A rehearsal of the first deploy, is done.',
      );
    if (number === 14) expect(out).toMatch(/That was the last\. Prove it: dynoready rehearse\n$/);
  }
});

test('solved by hand, and otherwise than by the generator, it passes the same way', async () => {
  for (const { number, text } of EXERCISES) {
    const step = readTexts(join(BY_HAND, text));
    for (const [path, content] of Object.entries(step.texts)) {
      if (path === 'commands.txt')
        for (const command of content.trim().split('\n')) git(...command.split(' '));
    }
    for (const [path, content] of Object.entries(step.texts)) {
      if (path === 'commands.txt') continue;
      const target = join(root, path.replace(/^_(?=[a-z])/, '.'));
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, content);
    }
    commit(number);
    const { exitCode, out } = await workshop('check');
    expect(exitCode, `${number}: ${out}`).toBe(0);
  }
  expect(existsSync(join(root, 'gunicorn.conf.py'))).toBe(false);
  expect(readFileSync(join(root, 'gettingstarted/settings/production.py'), 'utf8')).toContain(
    'environ.Env()',
  );
});

test("settings that reading takes for sound and the project's own Python refuses are not done", async () => {
  for (const name of ['02-settings', '04-secrets']) {
    for (const [path, content] of Object.entries(readTexts(join(BY_HAND, name)).texts)) {
      if (path === 'commands.txt')
        for (const command of content.trim().split('\n')) git(...command.split(' '));
      else {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path.replace(/^_(?=[a-z])/, '.')), content);
      }
    }
    git('add', '--all');
  }
  const python = chooseInterpreter('3.13.0', {
    strict: false,
    interpreters: await findInterpreters(),
  });
  execFileSync(python.path, ['-m', 'venv', '--without-pip', join(root, '.venv')]);
  const packages = join(root, `.venv/lib/python${python.line}/site-packages`);
  // Stand-ins: no network is needed to see who is asked.
  mkdirSync(join(packages, 'django'));
  writeFileSync(join(packages, 'django/__init__.py'), '');
  writeFileSync(join(root, '.git/info/exclude'), '.venv/\n');
  writeFileSync(
    join(packages, 'environ.py'),
    'class Env:\n    def __call__(self, name, default="x"):\n        return "a default of its own"\n    bool = list = db = __call__\n',
  );
  const { judgeByOwnPython, findOwnPython } = await import('../../../src/workshop/own-python.ts');
  const { readLearnerProject } = await import('../../../src/cli/workshop/session.ts');
  const found = await findOwnPython(root, environment());
  expect(found).toBe(join(root, '.venv/bin/python'));
  const remarks = await judgeByOwnPython(
    found!,
    readLearnerProject(root),
    EXERCISES[3]!,
    environment(),
  );
  expect(remarks.map(({ what, blocks }) => [what, blocks])).toEqual([
    ['DEBUG is on in `gettingstarted.settings.production` by default.', true],
    [
      'Without the variable SECRET_KEY, `gettingstarted.settings.production` still imports: SECRET_KEY falls back to a default.',
      true,
    ],
    [
      'Without the variable ALLOWED_HOSTS, `gettingstarted.settings.production` still imports: ALLOWED_HOSTS falls back to a default.',
      true,
    ],
    ['With DEBUG=False, DEBUG is on: the string `False` counts as true.', true],
  ]);

  mkdirSync(join(packages, 'django/core/management'), { recursive: true });
  const refusing =
    'def execute_from_command_line(argv):\n    raise SystemExit("SystemCheckError: hello.Greeting has no key")\n';
  writeFileSync(join(packages, 'django/core/management/__init__.py'), refusing);
  const [checked] = await judgeByOwnPython(
    found!,
    readLearnerProject(root),
    EXERCISES[1]!,
    environment(),
  );
  expect([checked?.what, checked?.file, checked?.blocks]).toEqual([
    '`python manage.py check` fails: SystemCheckError: hello.Greeting has no key',
    'manage.py',
    true,
  ]);
});
