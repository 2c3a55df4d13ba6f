import { factsInForce, newestReading } from '../../../facts/in-force.ts';
import { isNewerStack, isRetiredStack, stacks } from '../../../facts/stacks.ts';
import type { FileTree } from '../../../python/file-tree.ts';
import { type Decision, fail } from '../refusal.ts';
import type { Buildpack } from '../report.ts';
import { existsInTree } from './root-entries.ts';

/** Says whether the buildpack builds on this stack; one newer than the facts is taken to exist. */
export function checkStack(stack: string): Decision<object> {
  if (stacks().some(({ name }) => name === stack)) return { ok: true };
  if (!factsInForce().complete && isNewerStack(stack)) return { ok: true };
  return fail(
    'checks',
    isRetiredStack(stack) ? 'checks::stack::eol' : 'checks::stack::unknown',
    stack,
    { evidence: [`${stack} (stacks read on ${newestReading(factsInForce().tables.stacks)})`] },
  );
}

/**
 * Refuses a build in which another Python buildpack has installed Python before: its folder is
 * there, and its environment is in force.
 */
export function checkOtherPython(
  files: FileTree,
  buildpackEnv: Readonly<Record<string, string>>,
): Decision<object> {
  if (!files.has('.heroku/python/bin/python') || !Object.hasOwn(buildpackEnv, 'PYTHONHOME'))
    return { ok: true };
  return fail('checks', 'checks::duplicate-python-buildpack', null, {
    evidence: [`PYTHONHOME is ${buildpackEnv.PYTHONHOME} already`],
  });
}

/** Refuses an app that carries the folder in which the platform installs Python. */
export function checkPythonFolder(files: FileTree): Decision<object> {
  if (!existsInTree(files, '.heroku/python')) return { ok: true };
  const inside = files.paths.filter((path) => path.startsWith('.heroku/python')).slice(0, 3);
  return fail('checks', 'checks::existing-python-dir', null, { evidence: inside });
}

/**
 * Refuses an app with a committed virtual environment in `.venv` or `venv`; other names, and
 * folders without `pyvenv.cfg`, pass unseen.
 */
export function checkVirtualEnvironment(files: FileTree): Decision<object> {
  const folder = ['.venv', 'venv'].find((name) => files.has(`${name}/pyvenv.cfg`));
  return folder === undefined
    ? { ok: true }
    : fail('checks', 'checks::existing-venv-dir', folder, { evidence: [`${folder}/pyvenv.cfg`] });
}

/**
 * Config vars that the Cloud Native Buildpack refuses, in the order in which it lists them. Source:
 * heroku/buildpacks-python 6.5.6 `checks.rs`; read 2026-11-23.
 */
const FORBIDDEN_VARIABLES = [
  ...['PIP_CACHE_DIR', 'PIP_PREFIX', 'PIP_PYTHON', 'PIP_ROOT', 'PIP_TARGET', 'PIP_USER'],
  ...[
    'POETRY_CACHE_DIR',
    'POETRY_DATA_DIR',
    'POETRY_HOME',
    'POETRY_VIRTUALENVS_CREATE',
    'POETRY_VIRTUALENVS_IN_PROJECT',
  ],
  ...[
    'POETRY_VIRTUALENVS_USE_POETRY_PYTHON',
    'PYTHONHOME',
    'PYTHONINSPECT',
    'PYTHONNOUSERSITE',
    'PYTHONPLATLIBDIR',
  ],
  ...[
    'PYTHONUSERBASE',
    'UV_CACHE_DIR',
    'UV_LINK_MODE',
    'UV_MANAGED_PYTHON',
    'UV_NO_CACHE',
    'UV_NO_MANAGED_PYTHON',
    'UV_PROJECT',
  ],
  ...[
    'UV_PROJECT_ENVIRONMENT',
    'UV_PYTHON',
    'UV_PYTHON_DOWNLOADS',
    'UV_PYTHON_PREFERENCE',
    'VIRTUAL_ENV',
  ],
];

/**
 * Refuses config vars that would break the build's own environment. The classic buildpack has no
 * such check.
 */
export function checkVariables(
  configVars: Readonly<Record<string, string>>,
  buildpack: Buildpack,
): Decision<object> {
  const found =
    buildpack === 'cnb'
      ? FORBIDDEN_VARIABLES.filter((name) => Object.hasOwn(configVars, name))
      : [];
  return found.length === 0
    ? { ok: true }
    : fail('checks', 'cnb::Checks::ForbiddenEnvVars', found.join(','), { evidence: found });
}
