import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { packageManagerVersions } from '../../../src/facts/package-managers.ts';
import { chooseInterpreter, findInterpreters } from '../../../src/machine/interpreters.ts';
import { packageIndexVariables } from '../../../src/machine/package-index.ts';
import { runProcess } from '../../../src/machine/process.ts';
import { ensureTool, toolCommand } from '../../../src/machine/tools/python-tools.ts';
import { toolCacheFolder } from '../../../src/machine/tools/tool-cache.ts';
import { type MadeProject, makeProject } from '../../heroku/buildpack/made-project.ts';
import { REAL_FAILURES, type RealFailure } from './real-failures.ts';

let project: MadeProject;
beforeEach(() => {
  project = makeProject();
});
afterEach(() => project.remove());

/** A line that every machine here has beside the newest one. */
const LINE = '3.13';

async function lock(tool: 'uv' | 'poetry'): Promise<void> {
  const interpreter = chooseInterpreter(`${LINE}.0`, {
    strict: false,
    interpreters: await findInterpreters(),
  });
  const signal = new AbortController().signal;
  const version = packageManagerVersions().classic[tool];
  const folder = await ensureTool(tool, version, { interpreter, progress: () => {}, signal });
  const { file, args } = toolCommand(tool, folder);
  const env = {
    ...packageIndexVariables(process.env),
    PATH: '/usr/bin:/bin',
    HOME: project.folder,
    UV_PYTHON: interpreter.path,
    POETRY_VIRTUALENVS_CREATE: 'false',
  };
  const locked = await runProcess({ file, args: [...args, 'lock'], cwd: project.root, env });
  expect(locked.exitCode, locked.output).toBe(0);
}

async function fail(one: RealFailure) {
  project.commit({ '.python-version': `${LINE}\n`, ...one.files });
  if (one.lock !== undefined) {
    await lock(one.lock);
    const path = join(project.root, `${one.lock}.lock`);
    const [from, to] = one.changeLock ?? [/$^/, ''];
    writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
    for (const [name, text] of Object.entries(one.afterLock ?? {}))
      if (text === null) rmSync(join(project.root, name));
      else writeFileSync(join(project.root, name), text);
    project.commit({});
  }
  return await project.build({ configVars: one.configVars ?? {} });
}

/** What the command printed: the lines below the heading of its step, without what differs each time. */
function printed(log: string): string {
  const lines = log.split('\n');
  const from = lines.findLastIndex((line) => line.startsWith('-----> '));
  return lines
    .slice(from + 1)
    .filter((line) => line.startsWith('       ') || line === '')
    .map((line) => line.slice(7).trimEnd())
    .join('\n')
    .replaceAll(toolCacheFolder(), '/home/ada/.cache/dynoready')
    .replaceAll(project.folder, '/tmp/work')
    .replaceAll(/\/\S*\/versions\/(?=3\.)/g, '/opt/python/')
    .replaceAll(/\/tmp\/\S*?build-test-\w+/g, '/tmp/work')
    .replaceAll(/\/tmp\/work\/build-\d+\/app/g, '/tmp/work/app')
    .replaceAll(/pip-(install|build-env|wheel|ephem-wheel-cache)-\w+/g, 'pip-$1-x')
    .replaceAll(/^(?:Looking in |WARNING: Location|.*━).*\n/gm, '')
    .trim();
}

async function expectCause(one: RealFailure): Promise<void> {
  const { report, cause, log } = await fail(one);
  expect(report.outcome, `${one.name}\n${log}`).toBe('failure');
  expect(cause?.id, `${one.name}\n${log}`).toBe(one.cause);
  const file = join(import.meta.dirname, 'outputs', `${one.name}.txt`);
  if (process.env.UPDATE_CASES === undefined) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${printed(log)}\n`);
}

const isDjango = ({ name }: RealFailure): boolean => name.startsWith('django-');

test.each(REAL_FAILURES.filter((one) => !isDjango(one)))(
  '$name: a real build ends with $cause',
  expectCause,
);

test('collectstatic ends with the cause of each, in builds that share their packages', async () => {
  for (const one of REAL_FAILURES.filter(isDjango)) await expectCause(one);
});
