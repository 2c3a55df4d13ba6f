import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runProcess } from '../heroku/process.ts';
import type { Project } from '../project/project.ts';
import type { PlainValue } from '../project/settings/values.ts';
import type { Exercise, Remark } from './exercise.ts';
import type { SettingsTrial, TrialOutcome } from './settings-trial.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Importing settings takes a fraction of it, also on a slow disk. */
const TRIAL_TIMEOUT_MS = 20_000;

/** Prints what a module came to behind a mark, so that what the settings print themselves does no harm. */
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

/** The Python of the learner's own virtual environment, in the project or activated, when Django can be imported there; else undefined. */
export async function findOwnPython(root: string, env: Environment): Promise<string | undefined> {
  const folders = [join(root, '.venv'), join(root, 'venv'), ...(env.VIRTUAL_ENV ? [env.VIRTUAL_ENV] : [])];
  const path = folders.flatMap((folder) => [join(folder, 'bin/python'), join(folder, 'Scripts/python.exe')]).find((one) => existsSync(one));
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

/** What the trials of an exercise come to when Python itself imports the settings. One that does not end is no remark. */
export async function judgeByOwnPython(python: string, project: Project, exercise: Exercise, env: Environment): Promise<readonly Remark[]> {
  const remarks: Remark[] = [];
  for (const trial of exercise.trials(project)) {
    const outcome = await tryByRunning(python, project, trial, env);
    const found = outcome === undefined ? undefined : trial.judge(outcome);
    if (found !== undefined && !remarks.some(({ what }) => what === found.what)) remarks.push(found);
  }
  return remarks;
}

async function tryByRunning(
  python: string,
  { root, site }: Project,
  trial: SettingsTrial,
  env: Environment,
): Promise<TrialOutcome | undefined> {
  const { module, environment, names } = trial;
  const result = await runProcess({
    file: python,
    args: ['-c', TRY, module, ...names],
    cwd: join(root, site?.root ?? ''),
    env: { ...outer(env), PYTHONDONTWRITEBYTECODE: '1', DJANGO_SETTINGS_MODULE: module, ...environment },
    timeoutMs: TRIAL_TIMEOUT_MS,
  });
  const line = result.stdout.split('\n').findLast((one) => one.startsWith('@@trial '));
  if (line === undefined) return undefined;
  const { failure, values } = JSON.parse(line.slice('@@trial '.length)) as { failure?: string; values: Record<string, PlainValue> };
  return { failure: failure === undefined ? undefined : { message: failure }, values: new Map(Object.entries(values)) };
}

/** What a process needs to start; no variable of the person's that a setting may read. */
function outer({ PATH, HOME, SYSTEMROOT }: Environment): Record<string, string> {
  return Object.fromEntries(
    Object.entries({ PATH, HOME, SYSTEMROOT }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
