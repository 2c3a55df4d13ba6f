import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toolCacheFolder } from './tools/tool-cache.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Settings of pip that say how this machine reaches a package index, and nothing else. */
const REACHING = [
  'index-url',
  'extra-index-url',
  'find-links',
  'no-index',
  'trusted-host',
  'cert',
  'client-cert',
  'proxy',
  'timeout',
  'default-timeout',
  'retries',
];

/** Variables of other programs with the same purpose. */
const NETWORK_VARIABLES = [
  ...[
    'HTTP_PROXY',
    'HTTPS_PROXY',
    'ALL_PROXY',
    'NO_PROXY',
    'http_proxy',
    'https_proxy',
    'all_proxy',
    'no_proxy',
  ],
  ...[
    'SSL_CERT_FILE',
    'SSL_CERT_DIR',
    'REQUESTS_CA_BUNDLE',
    'CURL_CA_BUNDLE',
    'UV_DEFAULT_INDEX',
    'UV_INDEX',
    'UV_INDEX_URL',
  ],
];

/**
 * The variables with which an install reaches the package index from this machine: the developer's
 * pip settings for index, certificates and proxy, from the environment and pip's files, and a
 * download cache shared by all builds. The app's own code never sees them.
 */
export function packageIndexVariables(env: Environment): Record<string, string> {
  const variables: Record<string, string> = {
    // No other file of pip's is read: an option such as `user = true` there would change what a
    // build does.
    PIP_CONFIG_FILE: '/dev/null',
    PIP_CACHE_DIR: join(toolCacheFolder(env), 'downloads', 'pip'),
    POETRY_CACHE_DIR: join(toolCacheFolder(env), 'downloads', 'poetry'),
    PIPENV_CACHE_DIR: join(toolCacheFolder(env), 'downloads', 'pipenv'),
  };
  for (const name of NETWORK_VARIABLES) if (env[name]) variables[name] = env[name];
  const settings = pipSettings(env);
  for (const [name, value] of settings)
    variables[`PIP_${name.toUpperCase().replaceAll('-', '_')}`] = value;
  const index = settings.get('index-url');
  if (index !== undefined) variables.UV_DEFAULT_INDEX ??= index;
  const certificates = settings.get('cert');
  if (certificates !== undefined) variables.SSL_CERT_FILE ??= certificates;
  return variables;
}

/**
 * The settings of pip that reach an index, as its own order of precedence gives them: environment,
 * then the user's file, then the system's.
 */
export function pipSettings(env: Environment): ReadonlyMap<string, string> {
  const settings = new Map<string, string>();
  for (const file of configurationFiles(env))
    for (const [name, value] of readSettings(file)) settings.set(name, value);
  for (const name of REACHING) {
    const value = env[`PIP_${name.toUpperCase().replaceAll('-', '_')}`];
    if (value) settings.set(name, value);
  }
  return settings;
}

/** Address of the page of a project on the index that pip's settings name, with a slash at its end. */
export function projectPage(env: Environment, project: string): string {
  return `${indexAddress(env)}/${encodeURIComponent(project)}/`;
}

/** Address of the simple index that pip's settings name, without a slash at its end. */
export function indexAddress(env: Environment): string {
  return (pipSettings(env).get('index-url') ?? 'https://pypi.org/simple').replace(/\/$/, '');
}

/** Media type of an index page as JSON. Source: PEP 691; read 2026-12-01. */
export const JSON_OF_INDEX = 'application/vnd.pypi.simple.v1+json';

function configurationFiles(env: Environment): readonly string[] {
  if (env.PIP_CONFIG_FILE === '/dev/null') return [];
  const home = env.HOME ?? '';
  const user = [
    join(home, '.pip', 'pip.conf'),
    ...(process.platform === 'darwin'
      ? [join(home, 'Library', 'Application Support', 'pip', 'pip.conf')]
      : []),
    join(env.XDG_CONFIG_HOME || join(home, '.config'), 'pip', 'pip.conf'),
  ];
  return ['/etc/pip.conf', ...user, ...(env.PIP_CONFIG_FILE ? [env.PIP_CONFIG_FILE] : [])].filter(
    (path) => existsSync(path),
  );
}

/**
 * pip's files are INI: what stands in `[global]` and `[install]`, values continued on indented
 * lines.
 */
function readSettings(file: string): readonly (readonly [string, string])[] {
  const found: [string, string][] = [];
  let section = '';
  let continued = false;
  for (const line of readFileSync(file, 'utf8').split(/\r?\n/)) {
    const heading = /^\[(.+)\]\s*$/.exec(line)?.[1];
    const [, name = '', value = ''] = /^([\w-]+)\s*[=:]\s*(.*)$/.exec(line) ?? [];
    const last = found.at(-1);
    if (heading !== undefined) {
      section = heading;
      continued = false;
    } else if (continued && last !== undefined && /^\s+\S/.test(line)) {
      last[1] = `${last[1]} ${line.trim()}`.trim();
    } else if (name !== '') {
      continued =
        ['global', 'install'].includes(section) && REACHING.includes(name.replaceAll('_', '-'));
      if (continued) found.push([name.replaceAll('_', '-'), value.trim()]);
    }
  }
  return found;
}
