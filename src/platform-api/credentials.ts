import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../facts/usage-error.ts';
import { OFFICIAL_HOST } from './client.ts';

/**
 * Domains that a token may be sent to; any of their subdomains, too. Source: heroku 11.10.0, the
 * same list; read 2026-11-23.
 */
const HEROKU_DOMAINS = ['heroku.com', 'herokai.com', 'herokuspace.com', 'herokudev.com'];

/**
 * The origin of the Platform API: `HEROKU_HOST` when it is set (an URL, or a domain that `api.` is
 * put before), else the official one. Throws UsageError for a host that is neither Heroku's nor on
 * this machine: the official command line would warn and go to heroku.com all the same.
 */
export function findApiHost(env: Readonly<Record<string, string | undefined>>): string {
  const given = env.HEROKU_HOST ?? '';
  if (given === '') return OFFICIAL_HOST;
  const text = /^https?:\/\//.test(given) ? given : `https://api.${given}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isLocal = url !== undefined && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  const isHeroku =
    url?.protocol === 'https:' &&
    HEROKU_DOMAINS.some((domain) => url.hostname === domain || url.hostname.endsWith(`.${domain}`));
  if (url !== undefined && (isLocal || isHeroku)) return url.origin;
  throw new UsageError('HEROKU_HOST is no host that a Heroku token may be sent to', {
    // Its origin alone: a user and password may stand before the host.
    evidence: [`HEROKU_HOST=${url?.origin ?? '(no address)'}`],
    next: [
      'Unset HEROKU_HOST, or set it to an address on this machine such as http://localhost:5000.',
    ],
  });
}

/**
 * The API token: `HEROKU_API_KEY`, else the password that the netrc file of `home` keeps for the
 * host. Throws UsageError when there is neither, or when it cannot be a token; never with its value.
 */
export function findToken(
  env: Readonly<Record<string, string | undefined>>,
  host: string,
  home: string,
): string {
  if (env.HEROKU_API_KEY)
    return checkToken(env.HEROKU_API_KEY, 'HEROKU_API_KEY', [
      'Set it again without them, for instance:',
      '  export HEROKU_API_KEY="$(heroku auth:token)"',
    ]);
  const path = join(home, '.netrc');
  const { host: machine } = new URL(host);
  const token = parseNetrc(readOptional(path)).get(machine);
  if (token !== undefined) return checkToken(token, path, ['Log in again:', '  heroku login']);
  throw new UsageError('There is no Heroku token to ask with', {
    evidence: ['HEROKU_API_KEY is not set', `${path} has no entry for ${machine}`],
    next: [
      'Log in:',
      '  heroku login',
      'or give a token for this one command:',
      '  HEROKU_API_KEY=… dynoready compare --app NAME',
    ],
  });
}

/** The token itself. Throws UsageError when a header could not carry it. */
function checkToken(token: string, from: string, next: readonly string[]): string {
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new UsageError('The Heroku token has characters that no token has', {
    evidence: [`${from}: a line break, a space, or a character outside ASCII`],
    next,
  });
}

/**
 * Passwords by machine. Words may stand on one line or on many; `macdef` blocks and the `default`
 * entry are passed over.
 */
export function parseNetrc(text: string): ReadonlyMap<string, string> {
  const words = text.replace(/^macdef [\s\S]*?(?:\n\s*\n|$)/gm, '').match(/\S+/g) ?? [];
  const passwords = new Map<string, string>();
  let machine: string | undefined;
  for (let at = 0; at < words.length; at += 1) {
    const value = words[at + 1] ?? '';
    if (words[at] === 'default') machine = undefined;
    else if (words[at] === 'machine') machine = value;
    else if (words[at] === 'password' && machine !== undefined) passwords.set(machine, value);
    if (['machine', 'login', 'password', 'account'].includes(words[at]!)) at += 1;
  }
  return passwords;
}

function readOptional(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw new UsageError('The netrc file cannot be read', {
      evidence: [`${path}: ${(error as Error).message}`],
    });
  }
}
