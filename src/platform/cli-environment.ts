import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../facts/usage-error.ts';
import { sharedSchema } from './state/records.ts';
import { authorityFiles } from './tls.ts';

/**
 * Shell lines that point the official command line at the platform in that state folder, and nothing
 * else. It gets a home of its own, because it writes a credential helper into the user's git
 * configuration. Throws a UsageError when no platform ever ran there.
 */
export function renderEnvironment(
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
): string {
  const file = join(folder, 'platform.json');
  if (!existsSync(file))
    throw new UsageError(`No platform ran in ${folder} yet`, {
      next: ['Start one in another shell: dynoready platform'],
    });
  const { account, port } = sharedSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const { own, withSystem } = authorityFiles(folder);
  const origin = `http://localhost:${port}`;
  const variables = {
    HEROKU_HOST: origin,
    HEROKU_API_KEY: account.token,
    HEROKU_PARTICLEBOARD_URL: origin,
    // A name alone: port and scheme are those of HEROKU_HOST.
    HEROKU_DATA_HOST: 'localhost',
    NODE_EXTRA_CA_CERTS: own,
    GIT_SSL_CAINFO: withSystem,
    DISABLE_TELEMETRY: 'true',
    HEROKU_SKIP_NEW_VERSION_CHECK: 'true',
    HOME: prepareHome(folder, env),
  };
  return Object.entries(variables)
    .map(([name, value]) => `export ${name}='${value.replaceAll("'", `'\\''`)}'\n`)
    .join('');
}

/** The home of the official command line: no update in the background, and the user's git identity. */
function prepareHome(folder: string, env: Readonly<Record<string, string | undefined>>): string {
  const home = join(folder, 'home');
  const cache = join(home, '.cache', 'heroku');
  mkdirSync(cache, { recursive: true, mode: 0o700 });
  for (const name of ['autoupdate', 'terms-of-service']) {
    const path = join(cache, name);
    if (!existsSync(path)) writeFileSync(path, '');
  }
  const own = join(home, '.gitconfig');
  if (!existsSync(own) && env.HOME !== undefined && env.HOME !== home)
    writeFileSync(own, `[include]\n\tpath = ${join(env.HOME, '.gitconfig')}\n`);
  return home;
}
