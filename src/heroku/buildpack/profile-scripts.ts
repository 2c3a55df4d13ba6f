import type { PackageManagerId } from '../../project/dependencies.ts';
import { MEMORY_LIMIT_FILE, webConcurrencyScript } from './web-concurrency-script.ts';

export interface ProfileScriptOptions {
  readonly packageManager: PackageManagerId;
  /**
   * `platform` is what Heroku's scripts do. `virtual-environment` leaves out PYTHONHOME, which
   * would hide the standard library from the virtual environment that stands in for Heroku's
   * Python.
   */
  readonly python: 'platform' | 'virtual-environment';
  /**
   * The folder in which the build ran; editable installs point there until the first boot turns
   * them to `$HOME`.
   */
  readonly buildFolder: string;
  /** True when corpora of NLTK were downloaded into Python's folder. */
  readonly withNltkData?: boolean;
  /**
   * Where the memory limit of the dyno is read, as bash expands it; default: the platform's file.
   */
  readonly memoryLimitFile?: string;
}

/**
 * The scripts of `.profile.d` by file name, as a classic build writes them; every dyno sources them
 * in this order.
 */
export function profileScripts(options: ProfileScriptOptions): Readonly<Record<string, string>> {
  return {
    'WEB_CONCURRENCY.sh': webConcurrencyScript(options.memoryLimitFile ?? MEMORY_LIMIT_FILE),
    'python.gunicorn.sh': GUNICORN_SCRIPT,
    'python.sh': pythonScript(options),
  };
}

/**
 * The environment that the layers of the Cloud Native Buildpack give every process, as a script. On
 * the platform no script is written: the lifecycle sets it, with the folders below
 * `/layers/heroku_python`.
 */
export function cnbLaunchScript(folders: readonly string[]): string {
  const [environment = ''] = folders;
  const below = (name: string): string => folders.map((folder) => `${folder}/${name}`).join(':');
  return `export PATH="${below('bin')}:$PATH"
export PYTHONUNBUFFERED=1
export VIRTUAL_ENV="${environment}"
export LD_LIBRARY_PATH="${below('lib')}\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
`;
}

/**
 * Variables that a manager leaves for the build, later buildpacks and, where `runtime` is true, for
 * every dyno. `<home>` is Python's folder.
 */
export function managerVariables(packageManager: PackageManagerId): {
  readonly runtime: boolean;
  readonly variables: Readonly<Record<string, string>>;
} {
  switch (packageManager) {
    case 'pip':
      return { runtime: true, variables: { PIP_DISABLE_PIP_VERSION_CHECK: '1' } };
    case 'pipenv':
      return {
        runtime: true,
        variables: { PIPENV_SYSTEM: '1', PIPENV_VERBOSITY: '-1', VIRTUAL_ENV: '<home>' },
      };
    case 'poetry':
      return {
        runtime: false,
        variables: {
          POETRY_VIRTUALENVS_CREATE: 'false',
          POETRY_VIRTUALENVS_USE_POETRY_PYTHON: 'true',
        },
      };
    case 'uv':
      return {
        runtime: false,
        variables: {
          UV_LINK_MODE: 'hardlink',
          UV_NO_MANAGED_PYTHON: '1',
          UV_PROJECT_ENVIRONMENT: '<home>',
          UV_PYTHON_DOWNLOADS: 'never',
        },
      };
  }
}

const GUNICORN_SCRIPT = `# The router is the only client of a dyno, so its forwarded headers are trusted; requests are logged unless the app decides otherwise.
export FORWARDED_ALLOW_IPS='*'
export GUNICORN_CMD_ARGS="\${GUNICORN_CMD_ARGS:---access-logfile -}"
`;

function pythonScript({
  packageManager,
  python,
  buildFolder,
  withNltkData,
}: ProfileScriptOptions): string {
  const manager = managerVariables(packageManager);
  const variables = manager.runtime ? Object.entries(manager.variables) : [];
  const lines = [
    '# The Python of this app, for every dyno.',
    `export PATH="$HOME/.heroku/python/bin:${packageManager === 'pipenv' ? '$HOME/.heroku/python/pipenv/bin:' : ''}$PATH"`,
    'export PYTHONUNBUFFERED=true',
    ...(python === 'platform' ? ['export PYTHONHOME="$HOME/.heroku/python"'] : []),
    prepend('LIBRARY_PATH', '$HOME/.heroku/python/lib'),
    prepend('LD_LIBRARY_PATH', '$HOME/.heroku/python/lib'),
    keepOr('LANG', 'en_US.UTF-8'),
    keepOr('PYTHONPATH', '$HOME'),
    ...variables.map(
      ([name, value]) => `export ${name}="${value.replace('<home>', '$HOME/.heroku/python')}"`,
    ),
    ...(withNltkData ? ['export NLTK_DATA="$HOME/.heroku/python/nltk_data"'] : []),
    '',
    '# Editable installs of folders in the app were made where the app was built.',
    `if [ "$HOME" != ${quoted(buildFolder)} ]; then`,
    '  for file in "$HOME"/.heroku/python/lib/python*/site-packages/{*.pth,*.egg-link,__editable___*_finder.py}; do',
    `    if [ -f "$file" ] && grep -qF ${quoted(buildFolder)} "$file"; then`,
    `      sed ${quoted(`s#${buildFolder.replace(/[.[\]*^$\\#]/g, '\\$&')}#`)}"$HOME#g" "$file" >"$file.new" && mv -f "$file.new" "$file"`,
    '    fi',
    '  done',
    '  unset file',
    'fi',
  ];
  return `${lines.join('\n')}\n`;
}

function prepend(name: string, folder: string): string {
  return `export ${name}="${folder}\${${name}:+:$${name}}"`;
}

function keepOr(name: string, value: string): string {
  return `export ${name}="\${${name}:-${value}}"`;
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
