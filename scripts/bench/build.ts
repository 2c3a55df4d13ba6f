import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageManagerVersions } from '../../src/facts/package-managers.ts';
import { findInterpreters } from '../../src/machine/interpreters.ts';
import { ensureTool } from '../../src/machine/tools/python-tools.ts';
import { commitAll, type DemoProject } from './demo-project.ts';
import { inTurns, median, type Row, timeCommand } from './measure.ts';

const ROUNDS = 3;

/** What the demo's production settings need to be imported, on both sides. */
const CONFIG_VARS = [
  'DJANGO_SETTINGS_MODULE=gettingstarted.settings.heroku',
  'ALLOWED_HOSTS=example.herokuapp.com',
  'SECRET_KEY=by-hand-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJ',
  'DATABASE_URL=postgres://nobody:nothing@127.0.0.1:1/none',
];

/**
 * A package manager on the demo project: the files it needs, and its commands as a person types
 * them after making a virtual environment.
 */
interface Manager {
  readonly name: 'pip' | 'uv' | 'poetry' | 'pipenv';
  /** How the tool is called, when it is no part of the virtual environment. */
  readonly tool: string;
  readonly install: string;
}

/**
 * `build` against the same commands typed by hand: same interpreter, tools there beforehand on both
 * sides. Cold: no package was downloaded before, on either side; warm: nothing changed since the
 * last build, against the cold commands by hand. By hand nothing is copied, cached or compressed.
 */
export async function benchBuild(demo: DemoProject, say: (line: string) => void): Promise<Row[]> {
  const rows = [await benchPlan(demo)];
  for (const manager of await prepareManagers(demo, say))
    rows.push(...(await benchManager(demo, manager, say)));
  return rows;
}

/** The whole process of `build --plan` against Node doing nothing: 200 ms where Node takes 40. */
async function benchPlan(demo: DemoProject): Promise<Row> {
  const node = (...args: string[]) =>
    timeCommand({ file: process.execPath, args, cwd: demo.after, env: demo.env, expected: [0] });
  const times = await inTurns(
    11,
    () => node(demo.main, 'build', '--plan'),
    () => node('-e', '0'),
  );
  return { what: 'build --plan, whole process', reference: 'node -e 0', ...times, atMost: 5 };
}

async function prepareManagers(
  demo: DemoProject,
  say: (line: string) => void,
): Promise<readonly Manager[]> {
  const interpreter = (await findInterpreters()).find(({ path }) => path === demo.python);
  if (interpreter === undefined)
    throw new Error(`${demo.python} is no interpreter that builds use`);
  const signal = new AbortController().signal;
  const tool = async (name: 'uv' | 'poetry' | 'pipenv'): Promise<string> => {
    const folder = await ensureTool(name, packageManagerVersions().classic[name], {
      interpreter,
      progress: say,
      signal,
      env: demo.env,
    });
    return name === 'uv' ? join(folder, 'bin/uv') : `${join(folder, 'bin/python')} -I -m ${name}`;
  };
  return [
    { name: 'pip', tool: '', install: 'pip install --quiet -r requirements.txt' },
    {
      name: 'uv',
      tool: await tool('uv'),
      install: 'TOOL sync --quiet --locked --no-default-groups --compile-bytecode',
    },
    {
      name: 'poetry',
      tool: await tool('poetry'),
      install: 'TOOL sync --quiet --only main --compile',
    },
    { name: 'pipenv', tool: await tool('pipenv'), install: 'TOOL install --quiet --deploy' },
  ];
}

async function benchManager(
  demo: DemoProject,
  manager: Manager,
  say: (line: string) => void,
): Promise<Row[]> {
  const repository = join(demo.folder, `build-${manager.name}`);
  mkdirSync(repository);
  cpSync(demo.after, repository, {
    recursive: true,
    filter: (path) => !/\/(\.git|staticfiles)$/.test(path),
  });
  try {
    await lock(demo, manager, repository);
  } catch (error) {
    // Some indexes do not serve every manager; without a lock there is nothing to time.
    say(
      `${manager.name} is left out: no lock can be made on this machine (${(error as Error).message.split('\n')[0]})`,
    );
    return [];
  }
  commitAll(repository);
  const cache = demo.env.DYNOREADY_CACHE ?? '';
  const args = [demo.main, 'build', ...CONFIG_VARS.flatMap((one) => ['-c', one])];
  const build = () =>
    timeCommand({ file: process.execPath, args, cwd: repository, env: demo.env, expected: [0] });
  const byHandScript = writeByHand(demo, manager, repository);
  const taken = { cold: [] as number[], warm: [] as number[], byHand: [] as number[] };
  await build();
  for (let round = 1; round <= ROUNDS; round += 1) {
    say(`Build with ${manager.name}, round ${round} of ${ROUNDS}`);
    for (const name of ['builds', 'downloads'])
      rmSync(join(cache, name), { recursive: true, force: true });
    taken.cold.push(await build());
    taken.warm.push(await build());
    taken.byHand.push(
      await timeCommand({
        file: 'bash',
        args: [byHandScript],
        cwd: repository,
        env: demo.env,
        expected: [0],
      }),
    );
  }
  const reference = `${manager.name} by hand, cold`;
  const referenceMs = median(taken.byHand);
  return [
    {
      what: `build with ${manager.name}, cold`,
      reference,
      oursMs: median(taken.cold),
      referenceMs,
      atMost: 1.1,
    },
    {
      what: `build with ${manager.name}, warm`,
      reference,
      oursMs: median(taken.warm),
      referenceMs,
      atMost: 0.5,
    },
  ];
}

/** Turns the demo's requirements into the manager's own files, with a lock. */
async function lock(demo: DemoProject, { name, tool }: Manager, repository: string): Promise<void> {
  if (name === 'pip') return;
  const lines = readFileSync(join(repository, 'requirements.txt'), 'utf8').split('\n');
  const requirements = lines
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '');
  rmSync(join(repository, 'requirements.txt'));
  for (const other of readdirSync(repository).filter((one) =>
    /^(Pipfile|pyproject\.toml|.*\.lock)/.test(one),
  ))
    rmSync(join(repository, other));
  const run = (command: string) =>
    timeCommand({
      file: 'bash',
      args: ['-c', command],
      cwd: repository,
      env: { ...demo.env, UV_PYTHON: demo.python },
      expected: [0],
    });
  if (name === 'pipenv') {
    await run(
      `PIPENV_IGNORE_VIRTUALENVS=1 PIPENV_VENV_IN_PROJECT=1 ${tool} --python ${demo.python} install -r <(printf '%s\\n' ${requirements.map((one) => `'${one}'`).join(' ')})`,
    );
    rmSync(join(repository, '.venv'), { recursive: true, force: true });
    return;
  }
  const dependencies = requirements.map((one) => `  ${JSON.stringify(one)},\n`).join('');
  const line = /^3\.\d+/m.exec(readFileSync(join(repository, '.python-version'), 'utf8'))?.[0];
  writeFileSync(
    join(repository, 'pyproject.toml'),
    `[project]\nname = "demo"\nversion = "1"\nrequires-python = ">=${line},<4"\ndependencies = [\n${dependencies}]\n\n[tool.poetry]\npackage-mode = false\n`,
  );
  await run(`${tool} lock --quiet`);
}

function writeByHand(
  demo: DemoProject,
  { name, tool, install }: Manager,
  repository: string,
): string {
  const path = join(demo.folder, `by-hand-${name}.sh`);
  const venv = join(demo.folder, `by-hand-${name}-venv`);
  const downloads = join(demo.folder, `by-hand-${name}-downloads`);
  writeFileSync(
    path,
    `#!/bin/bash
set -euo pipefail
cd "${repository}"
rm -rf "${venv}" "${downloads}" staticfiles
export PIP_CACHE_DIR="${downloads}" UV_CACHE_DIR="${downloads}" POETRY_CACHE_DIR="${downloads}" PIPENV_CACHE_DIR="${downloads}"
export PIP_DISABLE_PIP_VERSION_CHECK=1 POETRY_VIRTUALENVS_CREATE=false PIPENV_VERBOSITY=-1 UV_PYTHON_DOWNLOADS=never
"${demo.python}" -m venv ${name === 'pip' ? '' : '--without-pip '}"${venv}"
export VIRTUAL_ENV="${venv}" UV_PROJECT_ENVIRONMENT="${venv}" PATH="${venv}/bin:$PATH"
${install.replace('TOOL', tool)}
export ${CONFIG_VARS.join(' ')}
python manage.py collectstatic --noinput >/dev/null
rm -rf staticfiles
`,
    { mode: 0o755 },
  );
  return path;
}
