import { join } from 'node:path';
import { findInstallCause } from '../../../facts/causes/find-cause.ts';
import { UsageError } from '../../../facts/usage-error.ts';
import { packageIndexVariables, pipSettings } from '../../../machine/package-index.ts';
import type { ProcessResult } from '../../../machine/process.ts';
import { ensurePip, ensureTool, toolCommand } from '../../../machine/tools/python-tools.ts';
import { toolCacheFolder } from '../../../machine/tools/tool-cache.ts';
import { findWheelhouse } from '../../../machine/tools/wheelhouse.ts';
import { buildEnvironment } from '../build-environment.ts';
import { foreseeInstallFailure, installReason } from '../decide/foreseen-failure.ts';
import { installCommand } from '../decide/install-command.ts';
import { fail } from '../refusal.ts';
import { runLogged } from '../run-logged.ts';
import { standInCause } from '../stand-in-cause.ts';
import { type BuildState, logDetail, logStep, type StepResult } from '../state.ts';
import { toolOptions } from './install-python.ts';

/**
 * Texts in the log of a failed install that the platform explains; found in any case, the first one
 * decides. Source: buildpack v351; read 2026-11-23.
 */
export const KNOWN_INSTALL_FAULTS = [
  'Could not find gdal-config',
  'sqlite3.h: No such file or directory',
  'Please use pip<24.1 if you need to use this version',
] as const;

/** Signs that this machine does not reach the index, which says nothing about the app. */
const NO_NETWORK =
  /NewConnectionError|NameResolutionError|Temporary failure in name resolution|Network is unreachable|Could\s+not\s+resolve\s+host:|dns error|client error \(Connect\)/;

/** Installs the app's dependencies with the platform's own version of its package manager. */
export async function installDependencies(state: BuildState): Promise<StepResult> {
  const { options, plan, pythonHome } = state;
  const manager = plan.packageManager;
  if (manager === null)
    throw new Error('dependencies are installed after the package manager is chosen');
  const tool = await toolFor(state, manager);
  const command = installCommand(manager, state.files, options.mode);
  logStep(state, `Installing dependencies using '${command.shown}'`);
  const standIn = manager === 'pipenv' && state.interpreter?.standInFor !== undefined;
  const args = standIn ? pipenvStandInArgs(state, command.args) : command.args;
  const source = manager === 'pip' ? ['--src', join(pythonHome, 'src')] : [];
  const env = {
    ...buildEnvironment(state, manager),
    ...installVariables(state, manager),
    ...tool.env,
  };
  const settings = [...pipSettings(state.env).keys()].filter((name) =>
    ['index-url', 'extra-index-url', 'find-links'].includes(name),
  );
  if (settings.length > 0) {
    state.differs(
      `packages also come from where pip's ${settings.join(', ')} point on this machine, because the index is reached through them here`,
    );
  }
  const stale = standIn
    ? foreseeInstallFailure(state.files, manager, plan.pythonVersion ?? '', options)
    : undefined;
  if (stale !== undefined) return stale;
  const program = {
    file: tool.file,
    args: [...tool.args, ...args, ...command.quietArgs, ...source],
    env,
  };
  const first = await runLogged(state, program);
  const result =
    first.exitCode !== 0 && NO_NETWORK.test(first.output)
      ? await runWithoutNetwork(state, manager, program, first)
      : first;
  if (result.exitCode === 0) return { ok: true };
  if (NO_NETWORK.test(result.output)) throw unreachable(result.output);
  const log = result.output.toLowerCase();
  const known = KNOWN_INSTALL_FAULTS.find((text) => log.includes(text.toLowerCase())) ?? null;
  return fail(
    'install-dependencies',
    installReason(manager, options.buildpack),
    options.buildpack === 'classic' ? known : null,
    {
      evidence: lastErrors(result.output),
      cause: standInCause(state, findInstallCause({ text: result.output, manager }), result.output),
    },
  );
}

/**
 * The same command with what this machine fetched before; the first result where there is nothing
 * of the kind. Throws a UsageError when that lacks something.
 */
async function runWithoutNetwork(
  state: BuildState,
  manager: string,
  program: Parameters<typeof runLogged>[1],
  first: ProcessResult,
): Promise<ProcessResult> {
  const wheels = findWheelhouse(state.env);
  const fetched: Record<string, string> | undefined =
    manager === 'uv'
      ? { UV_OFFLINE: '1' }
      : manager === 'pip' && wheels !== undefined
        ? {
            PIP_NO_INDEX: '1',
            PIP_FIND_LINKS: [wheels, program.env.PIP_FIND_LINKS].filter(Boolean).join(' '),
          }
        : undefined;
  if (fetched === undefined) return first;
  logDetail(state, 'No package index can be reached: taking what was fetched before.');
  const second = await runLogged(state, { ...program, env: { ...program.env, ...fetched } });
  if (second.exitCode !== 0) throw unreachable(second.output);
  state.differs(
    'packages come from what this machine fetched before, because no package index could be reached',
  );
  return second;
}

/**
 * Pipenv's `--deploy` also refuses another patch of Python than the Pipfile's full version, which a
 * stand-in always is. The lock is then installed as it stands; whether it belongs to its Pipfile is
 * checked here.
 */
function pipenvStandInArgs(state: BuildState, args: readonly string[]): readonly string[] {
  if (!/python_full_version/.test(state.files.text('Pipfile') ?? '')) return args;
  state.differs(
    'pipenv sync installs the lock, because pipenv install --deploy accepts the exact patch of Python only',
  );
  return ['sync', ...args.filter((word) => word === '--dev')];
}

interface Tool {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

async function toolFor(
  state: BuildState,
  manager: 'pip' | 'pipenv' | 'poetry' | 'uv',
): Promise<Tool> {
  const { plan, pythonHome } = state;
  const version = plan.packageManagerVersion ?? '';
  const python = join(pythonHome, 'bin', 'python');
  if (manager === 'pip') {
    // The Cloud Native Buildpack leaves pip out of the app's environment.
    const env: Record<string, string> =
      state.options.buildpack === 'cnb'
        ? { PYTHONPATH: await ensurePip(version, toolOptions(state)) }
        : {};
    return { file: python, args: ['-m', 'pip'], env };
  }
  logStep(
    state,
    `Installing ${manager === 'uv' ? 'uv' : manager === 'poetry' ? 'Poetry' : 'Pipenv'} ${version}`,
  );
  if (manager === 'pipenv')
    state.differs(
      'the pipenv command is missing on dynos, because it runs from the tool cache here',
    );
  const folder = await ensureTool(manager, version, toolOptions(state));
  return { ...toolCommand(manager, folder), env: {} };
}

/** What an install needs here beside the platform's environment. */
function installVariables(state: BuildState, manager: string): Record<string, string> {
  const { interpreter, pythonHome } = state;
  const variables: Record<string, string> = {
    ...packageIndexVariables(state.env),
    // A temporary folder of the build's own, so that an interrupted install leaves nothing behind.
    TMPDIR: state.temporaryFolder,
    UV_CACHE_DIR: join(toolCacheFolder(state.env), 'downloads', 'uv'),
  };
  if (
    state.options.configVars.PIP_EXTRA_INDEX_URL !== undefined &&
    (manager === 'pip' || manager === 'pipenv')
  ) {
    variables.PIP_EXTRA_INDEX_URL = [
      variables.PIP_EXTRA_INDEX_URL,
      state.options.configVars.PIP_EXTRA_INDEX_URL,
    ]
      .filter(Boolean)
      .join(' ');
  }
  if (manager === 'pipenv') variables.PIP_SRC = join(pythonHome, 'src');
  // Poetry and uv look for the interpreter of a virtual environment; on the platform there is only
  // one Python to find.
  if (manager === 'poetry' || manager === 'uv') variables.VIRTUAL_ENV = pythonHome;
  if (manager === 'uv' && interpreter?.standInFor !== undefined)
    variables.UV_PYTHON = join(pythonHome, 'bin', 'python');
  if (manager === 'uv') {
    variables.UV_PROJECT_ENVIRONMENT = pythonHome;
    variables.UV_NO_MANAGED_PYTHON = '1';
    variables.UV_PYTHON_DOWNLOADS = 'never';
  }
  if (manager === 'poetry') variables.POETRY_VIRTUALENVS_CREATE = 'false';
  return variables;
}

function unreachable(output: string): UsageError {
  return new UsageError(
    'The package index could not be reached from this machine, so the build cannot go on',
    {
      evidence: lastErrors(output).slice(0, 2),
      next: [
        'Connect to the network, or set the index and proxy that pip uses (pip config list), then run the command again.',
        'Before a day without a network, fetch ahead: dynoready doctor --install',
      ],
    },
  );
}

function lastErrors(output: string): readonly string[] {
  const lines = output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const errors = lines.filter((line) => /error/i.test(line));
  return (errors.length > 0 ? errors : lines).slice(-3);
}
