import { managerVariables } from './profile-scripts.ts';
import type { BuildState } from './state.ts';

/**
 * Config vars that never reach a step: they would break the tools of the build. Source: buildpack
 * v351; read 2026-11-23.
 */
const WITHHELD = new Set([
  'PATH',
  'CPATH',
  'CPPATH',
  'LD_PRELOAD',
  'LIBRARY_PATH',
  'LD_LIBRARY_PATH',
  'PYTHONHOME',
]);

/** The programs of the stack image; never the developer's own PATH. */
const STACK_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * The environment of a step. `hooks` (also NLTK and collectstatic) sees the config vars, `pip` and
 * `pipenv` of them PIP_EXTRA_INDEX_URL alone, the other installs none; with the Cloud Native
 * Buildpack every step sees them.
 */
export function buildEnvironment(
  state: BuildState,
  step: 'hooks' | 'pip' | 'pipenv' | 'poetry' | 'uv',
): Record<string, string> {
  const { options } = state;
  return options.buildpack === 'cnb'
    ? cnbEnvironment(state)
    : { ...classicEnvironment(state), ...configVarsFor(state, step), ...forced(state) };
}

/** What Heroku CI forces over the config vars. */
function forced({ options }: BuildState): Record<string, string> {
  return options.mode === 'ci'
    ? { CI: 'true', INSTALL_TEST: '1', DISABLE_COLLECTSTATIC: '1', LC_ALL: 'C.UTF-8' }
    : {};
}

function classicEnvironment(state: BuildState): Record<string, string> {
  const home = state.pythonHome;
  const { packageManager } = state.plan;
  const manager = packageManager === null ? {} : managerVariables(packageManager).variables;
  const variables = Object.entries(manager).map(([name, value]) => [
    name,
    value.replace('<home>', home),
  ]);
  return {
    ...platformEnvironment(state),
    PATH: `${home}/bin:${STACK_PATH}`,
    PYTHONUNBUFFERED: '1',
    LANG: 'en_US.UTF-8',
    C_INCLUDE_PATH: `${home}/include`,
    CPLUS_INCLUDE_PATH: `${home}/include`,
    LIBRARY_PATH: `${home}/lib`,
    LD_LIBRARY_PATH: `${home}/lib`,
    PKG_CONFIG_PATH: `${home}/lib/pkg-config`,
    BUILD_DIR: state.folder,
    CACHE_DIR: state.cacheFolder,
    ...Object.fromEntries(variables),
    ...(state.metadata.nltk_downloader === 'enabled' ? { NLTK_DATA: `${home}/nltk_data` } : {}),
    ...(packageManager === 'uv' && state.options.mode === 'build'
      ? { UV_CACHE_DIR: `${state.temporaryFolder}/uv-cache` }
      : {}),
  };
}

function cnbEnvironment(state: BuildState): Record<string, string> {
  const home = state.pythonHome;
  return {
    ...platformEnvironment(state),
    ...state.options.configVars,
    PATH: `${home}/bin:${STACK_PATH}`,
    PYTHONUNBUFFERED: '1',
    LANG: 'C.UTF-8',
    VIRTUAL_ENV: home,
    LD_LIBRARY_PATH: `${home}/lib`,
    // The Cloud Native Buildpack makes bytecode reproducible with this date, 1980-01-01T00:00:01Z.
    SOURCE_DATE_EPOCH: '315532801',
  };
}

function platformEnvironment({
  options,
  processHome,
  sourceVersion,
}: BuildState): Record<string, string> {
  return {
    HOME: processHome,
    STACK: options.stack,
    DYNO: 'run.1',
    REQUEST_ID: '00000000-0000-4000-8000-000000000000',
    ...(sourceVersion === '' ? {} : { SOURCE_VERSION: sourceVersion }),
  };
}

function configVarsFor({ options }: BuildState, step: string): Record<string, string> {
  const all = Object.entries(options.configVars);
  if (step === 'hooks') return Object.fromEntries(all.filter(([name]) => !WITHHELD.has(name)));
  if (step === 'pip' || step === 'pipenv')
    return Object.fromEntries(all.filter(([name]) => name === 'PIP_EXTRA_INDEX_URL'));
  return {};
}
