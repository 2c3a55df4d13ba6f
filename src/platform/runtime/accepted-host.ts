import { request } from 'node:http';
import type { Boot } from '../../heroku/dyno/formation.ts';
import { DYNO_ADDRESS } from '../../heroku/router/addresses.ts';

/** What Django answers for a host that ALLOWED_HOSTS does not name. */
const BAD_REQUEST = 400;
const ASK_TIMEOUT_MS = 5_000;

/**
 * The host under which the app is to see itself: the first of `hosts` for which it does not answer
 * 400. A browser on this machine asks for `NAME.localhost`, and an app may allow that name, the one
 * on herokuapp.com, or a domain of its own. Undefined when no web dyno is up.
 */
export async function chooseAcceptedHost(
  boots: readonly Boot[],
  hosts: readonly string[],
): Promise<string | undefined> {
  const up = boots.find(({ outcome }) => outcome.kind === 'up');
  if (up?.outcome.kind !== 'up') return undefined;
  if (up.outcome.answer?.status !== BAD_REQUEST) return hosts[0];
  for (const host of hosts.slice(1))
    if ((await statusFor(up.dyno.port ?? 0, host)) !== BAD_REQUEST) return host;
  return hosts[0];
}

/** The status of the first page for that host; 400 when none comes. */
function statusFor(port: number, host: string): Promise<number> {
  return new Promise((resolve) => {
    const asked = request({
      host: DYNO_ADDRESS,
      port,
      path: '/',
      headers: { Host: host, 'X-Forwarded-Proto': 'https' },
      timeout: ASK_TIMEOUT_MS,
    });
    asked.on('response', (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? BAD_REQUEST);
    });
    asked.on('timeout', () => asked.destroy());
    asked.on('error', () => resolve(BAD_REQUEST));
    asked.end();
  });
}
