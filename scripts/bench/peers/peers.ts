import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findInterpreters } from '../../../src/machine/interpreters.ts';
import { lastLines, runProcess } from '../../../src/machine/process.ts';
import { endWithUsageError } from '../../end-with-usage-error.ts';
import { chosenNames } from '../chosen-names.ts';
import { commitAll } from '../demo-project.ts';
import { bare } from './bare.ts';
import { deploy } from './deploy.ts';
import { djangoProduction } from './django-production.ts';
import { ours } from './ours.ts';
import type { Peer, Site } from './peer.ts';
import { djangoHeroku, djangoOnHeroku } from './settings-call.ts';
import { simpleDeploy } from './simple-deploy.ts';
import { makeStockProject } from './stock-project.ts';
import { type Result, renderPeers } from './table.ts';
import { countTouched } from './touched.ts';
import { pinned } from './versions.ts';

/**
 * `npm run bench:peers [name…]`: the same stock project through each peer that can run on this
 * machine, then pushed to the simulated platform. Prints one table; what could not run says why.
 * Ends with 1 when our own result does not serve its page, with 2 for an unknown name.
 */
const COMMAND_TIMEOUT_MS = 120_000;
const DEPLOY_TIMEOUT_MS = 150_000;

const checkout = resolve(dirname(fileURLToPath(import.meta.url)), '../../../..');
const peers = [
  bare,
  simpleDeploy,
  djangoHeroku,
  djangoOnHeroku,
  djangoProduction,
  ours(join(checkout, 'dist/src/cli/main.js')),
];
const chosen = choose(process.argv.slice(2));
const say = (line: string): void => void process.stderr.write(`${line}\n`);

const folder = mkdtempSync(join(tmpdir(), 'bench-peers-'));
// Postgres runs as another user below a folder of its own.
chmodSync(folder, 0o755);
const cleanUp = (): void => {
  rmSync(folder, { recursive: true, force: true });
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    cleanUp();
    process.exit(130);
  });
}

const started = performance.now();
const results: Result[] = [];
try {
  const stock = join(folder, 'stock');
  const django = await makeEnvironment('stock', [pinned('django')]);
  await makeStockProject(stock, (command) => runIn(stock, django, command));
  commitAll(stock);
  for (const peer of peers.filter(({ name }) => chosen.includes(name))) {
    say(`${peer.name} …`);
    results.push(await measure(peer, stock, django));
  }
} finally {
  cleanUp();
}
process.stdout.write(
  `${renderPeers(results)}\n\nTaken ${((performance.now() - started) / 1000).toFixed(0)} s in all.\n`,
);
const our = results.find(({ name }) => name === 'dynoready');
process.exit(
  our === undefined || ('deployed' in our && our.deployed.answers?.https === 200) ? 0 : 1,
);

async function measure(peer: Peer, stock: string, django: string): Promise<Result> {
  const { name, followed } = peer;
  try {
    const repository = join(folder, name);
    cpSync(stock, repository, { recursive: true });
    const before = execFileSync('git', ['rev-parse', 'HEAD'], {
      cwd: repository,
      encoding: 'utf8',
    }).trim();
    const venv =
      peer.packages.length === 0
        ? django
        : await makeEnvironment(name, [pinned('django'), ...peer.packages]);
    const { configVars, toolMs } = await peer.apply(djangoProjectOf(repository, venv));
    commitAll(repository);
    const touched = countTouched(repository, before);
    return {
      name,
      followed,
      toolMs,
      touched,
      deployed: await deploy(repository, configVars, AbortSignal.timeout(DEPLOY_TIMEOUT_MS)),
    };
  } catch (error) {
    return { name, followed, notRun: (error as Error).message };
  }
}

function djangoProjectOf(repository: string, venv: string): Site {
  const read = (path: string): string => readFileSync(join(repository, path), 'utf8');
  const write = (path: string, text: string): void => writeFileSync(join(repository, path), text);
  return {
    folder: repository,
    run: (command, env = {}) => runIn(repository, venv, command, env),
    read,
    write,
    append: (path, text) => writeFileSync(join(repository, path), text, { flag: 'a' }),
    commit: () => commitAll(repository),
  };
}

async function makeEnvironment(name: string, packages: readonly string[]): Promise<string> {
  const python = (await findInterpreters())[0]?.path;
  if (python === undefined) throw new Error('This machine has no Python that the platform runs');
  const venv = join(folder, `${name}-venv`);
  const quoted = packages.map((one) => `'${one}'`).join(' ');
  await runIn(
    folder,
    venv,
    `'${python}' -m venv '${venv}' && pip install --quiet --disable-pip-version-check ${quoted}`,
  );
  return venv;
}

function choose(typed: readonly string[]): readonly string[] {
  const known = peers.map(({ name }) => name);
  try {
    return chosenNames(typed, known, { noun: 'peer', command: 'bench:peers' });
  } catch (error) {
    return endWithUsageError(error);
  }
}

/**
 * Milliseconds of a command in bash, with a virtual environment in front of PATH and nothing else
 * of the person's Python.
 */
async function runIn(
  cwd: string,
  venv: string,
  command: string,
  extra: Readonly<Record<string, string>> = {},
): Promise<number> {
  const {
    VIRTUAL_ENV: _venv,
    PYTHONPATH: _path,
    DJANGO_SETTINGS_MODULE: _module,
    ...outer
  } = process.env as Record<string, string>;
  const env = {
    ...outer,
    PATH: `${venv}/bin:${outer.PATH}`,
    PYTHONDONTWRITEBYTECODE: '1',
    NO_COLOR: '1',
    ...extra,
  };
  const result = await runProcess({
    file: 'bash',
    args: ['-c', command],
    cwd,
    env,
    timeoutMs: COMMAND_TIMEOUT_MS,
  });
  if (result.exitCode === 0) return result.durationMs;
  throw new Error(
    `${command} ended with ${result.timedOut ? 'its time limit' : result.exitCode}: ${lastLines(result, 5).join('\n  ')}`,
  );
}
