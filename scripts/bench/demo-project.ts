import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseInterpreter, findInterpreters } from '../../src/machine/interpreters.ts';

/**
 * The demo project before and after the generator, each committed, and what the references need to
 * run it by hand.
 */
export interface DemoProject {
  readonly checkout: string;
  /** The built command line. */
  readonly main: string;
  /** A folder of the bench, removed at its end; other users may pass through it. */
  readonly folder: string;
  readonly before: string;
  readonly after: string;
  /** The interpreter that a rehearsal of `after` chooses. */
  readonly python: string;
  /** A virtual environment with everything that `after` declares. */
  readonly venv: string;
  /**
   * The environment of every command that is timed: the person's own, without what would steer
   * Python or the tool.
   */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Prepares the demo project in a temporary folder, runs `work`, and removes the folder, also when
 * `work` fails.
 */
export async function withDemoProject(
  checkout: string,
  say: (line: string) => void,
  work: (demo: DemoProject) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  chmodSync(folder, 0o755);
  try {
    const main = join(checkout, 'dist/src/cli/main.js');
    const cache = join(folder, 'cache');
    const {
      VIRTUAL_ENV: _venv,
      PYTHONPATH: _path,
      DJANGO_SETTINGS_MODULE: _module,
      ...outer
    } = process.env;
    const env = { ...(outer as Record<string, string>), DYNOREADY_CACHE: cache, NO_COLOR: '1' };
    const before = join(folder, 'before');
    const after = join(folder, 'after');
    for (const repository of [before, after]) {
      mkdirSync(repository);
      cpSync(join(checkout, 'test/fixtures/projects/workshop-start'), repository, {
        recursive: true,
      });
      commitAll(repository);
    }
    execFileSync(process.execPath, [main, 'init', after, '--yes'], {
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    commitAll(after);

    const python = chooseInterpreter(`${wantedLine(after)}.0`, {
      strict: false,
      interpreters: await findInterpreters(),
    }).path;
    const venv = join(folder, 'venv');
    say(`Preparing a virtual environment for the references (${python})`);
    execFileSync(python, ['-m', 'venv', venv], { env, stdio: 'inherit' });
    execFileSync(
      join(venv, 'bin/pip'),
      ['install', '--quiet', '--disable-pip-version-check', '-r', join(after, 'requirements.txt')],
      {
        env,
        stdio: 'inherit',
      },
    );
    await work({ checkout, main, folder, before, after, python, venv, env });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Commits everything in a folder, which becomes a repository if it is none. */
export function commitAll(repository: string): void {
  const identity = [
    '-c',
    'user.name=Bench',
    '-c',
    'user.email=bench@example.com',
    '-c',
    'init.defaultBranch=main',
    '-c',
    'commit.gpgsign=false',
  ];
  for (const words of [
    ['init', '--quiet'],
    ['add', '--all'],
    ['commit', '--quiet', '--allow-empty', '--message', 'State'],
  ]) {
    execFileSync('git', [...identity, ...words], {
      cwd: repository,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
}

function wantedLine(repository: string): string {
  return execFileSync('grep', ['-oE', '^3\\.[0-9]+', '.python-version'], {
    cwd: repository,
    encoding: 'utf8',
  }).trim();
}
