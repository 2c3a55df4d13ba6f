import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { PlainValue } from '../evaluator/api.ts';
import { lastError } from '../heroku/logs/last-error.ts';
import { type ProcessResult, runProcess } from '../machine/process.ts';
import type { Repository } from '../project/repository.ts';
import { type Exercise, type Remark, remark } from './exercise.ts';
import type { SettingsTrial, TrialOutcome } from './settings-trial.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Importing settings takes a fraction of it, also on a slow disk. */
const TRIAL_TIMEOUT_MS = 20_000;

/**
 * Prints what a module came to behind a mark, so that what the settings print themselves does no
 * harm.
 */
const TRY = `
import importlib, json, sys
module, names = sys.argv[1], sys.argv[2:]
sys.argv = ["manage.py"]
sys.path.insert(0, "")
answer = {"values": {}}
try:
    loaded = importlib.import_module(module)
except BaseException as error:
    answer["failure"] = type(error).__name__ + ": " + str(error)
else:
    for name in names:
        try:
            answer["values"][name] = json.loads(json.dumps(getattr(loaded, name), default=str))
        except AttributeError:
            pass
print("\\n@@trial " + json.dumps(answer))
`;

/**
 * The Python of the learner's own virtual environment, in the project or activated, when Django can
 * be imported there; else undefined.
 */
export async function findOwnPython(root: string, env: Environment): Promise<string | undefined> {
  const folders = [
    join(root, '.venv'),
    join(root, 'venv'),
    ...(env.VIRTUAL_ENV ? [env.VIRTUAL_ENV] : []),
  ];
  const path = folders
    .flatMap((folder) => [join(folder, 'bin/python'), join(folder, 'Scripts/python.exe')])
    .find((one) => existsSync(one));
  if (path === undefined) return undefined;
  try {
    const { exitCode } = await runProcess({
      file: path,
      args: ['-c', 'import django'],
      cwd: root,
      env: outer(env),
      timeoutMs: TRIAL_TIMEOUT_MS,
    });
    return exitCode === 0 ? path : undefined;
  } catch {
    return undefined;
  }
}

/** What is said where there is no such Python: reading decided alone. */
export const NO_OWN_PYTHON: Remark = remark(
  'This exercise was checked only by reading the code: neither `.venv` nor `venv` has a Python with Django.',
  'Errors while importing your packages do not show until exercise 12.',
  'Create one: python3 -m venv .venv, then install the packages that the project imports.',
  { blocks: false },
);

/**
 * What the trials and the check of an exercise come to when Python itself imports the settings.
 * After one that does not end, no more are begun.
 */
export async function judgeByOwnPython(
  python: string,
  repository: Repository,
  exercise: Exercise,
  env: Environment,
): Promise<readonly Remark[]> {
  const remarks: Remark[] = [];
  for (const trial of exercise.trials(repository)) {
    const outcome = await tryByRunning(python, repository, trial, env);
    if (outcome === 'endless') return [...remarks, endless(`Importing \`${trial.module}\``)];
    const found = outcome === undefined ? undefined : trial.judge(outcome);
    if (found !== undefined && !remarks.some(({ what }) => what === found.what))
      remarks.push(found);
  }
  if (!exercise.checks || remarks.some(({ blocks }) => blocks)) return remarks;
  return [...remarks, ...(await checkByRunning(python, repository, env))];
}

function endless(what: string): Remark {
  const seconds = TRIAL_TIMEOUT_MS / 1000;
  return remark(
    `${what} did not finish within ${seconds} seconds.`,
    'Every process and command on a dyno starts with it, and Heroku kills a web dyno that is not up within a minute.',
    'Look for code that blocks on import: a connection, a request, a prompt.',
    { blocks: false },
  );
}

async function tryByRunning(
  python: string,
  repository: Repository,
  { module, environment, names }: SettingsTrial,
  env: Environment,
): Promise<TrialOutcome | 'endless' | undefined> {
  const settings = { DJANGO_SETTINGS_MODULE: module, ...environment };
  const result = await runOwn(python, ['-c', TRY, module, ...names], repository, {
    ...outer(env),
    ...settings,
  });
  if (result.timedOut) return 'endless';
  const line = result.stdout.split('\n').findLast((one) => one.startsWith('@@trial '));
  if (line === undefined) return undefined;
  const { failure, values } = JSON.parse(line.slice('@@trial '.length)) as {
    failure?: string;
    values: Record<string, PlainValue>;
  };
  return {
    failure: failure === undefined ? undefined : { message: failure },
    values: new Map(Object.entries(values)),
  };
}

/** What `manage.py check` says under the settings that manage.py chooses. */
async function checkByRunning(
  python: string,
  repository: Repository,
  env: Environment,
): Promise<Remark[]> {
  const { djangoProject } = repository;
  if (djangoProject === undefined) return [];
  const result = await runOwn(python, ['manage.py', 'check'], repository, outer(env));
  if (result.timedOut) return [endless('`python manage.py check`')];
  if (result.exitCode === 0) return [];
  const [, missing] = /^ModuleNotFoundError: No module named '([\w.]+)'/m.exec(result.output) ?? [];
  const isForeign =
    missing !== undefined &&
    !repository.files.paths.some((path) => path.startsWith(`${missing.replaceAll('.', '/')}`));
  return [
    remark(
      `\`python manage.py check\` fails: ${lastError(result.output)}`,
      'Every other command starts with the same check.',
      isForeign
        ? `Install the package that provides \`${missing}\` in your virtual environment.`
        : 'Run it, and fix the first error.',
      { file: djangoProject.managePath, blocks: !isForeign },
    ),
  ];
}

async function runOwn(
  python: string,
  args: readonly string[],
  { root, djangoProject }: Repository,
  env: Record<string, string>,
): Promise<ProcessResult> {
  const cwd = join(root, djangoProject?.root ?? '');
  return await runProcess({
    file: python,
    args,
    cwd,
    env: { ...env, PYTHONDONTWRITEBYTECODE: '1' },
    timeoutMs: TRIAL_TIMEOUT_MS,
  });
}

/** What a process needs to start; no variable of the person's that a setting may read. */
function outer({ PATH, HOME, SYSTEMROOT }: Environment): Record<string, string> {
  return Object.fromEntries(
    Object.entries({ PATH, HOME, SYSTEMROOT }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}
