import { LOOPBACK_DIFFERENCE } from './router/addresses.ts';

/** What every rehearsal leaves out, one sentence each. What differs in one run alone is said by the part that differs. */
export const STANDING_DIFFERENCES: readonly string[] = [
  'Differs from Heroku: the app lies in a temporary folder instead of /app, because /app belongs to this machine.',
  "Differs from Heroku: programs and libraries outside Python are this machine's, because the stack's image is not here.",
  'Differs from Heroku: a dyno has no memory limit, so R14 and R15 do not appear, because an ordinary user cannot set one.',
  'Differs from Heroku: while it runs, the web process can be reached from your network, because it binds all interfaces as Heroku demands.',
  ...(LOOPBACK_DIFFERENCE === undefined ? [] : [LOOPBACK_DIFFERENCE]),
];

/** What the stand-in for the database leaves out. */
export const POSTGRES_DIFFERENCE =
  'Differs from Heroku: text sorts by code point (C.UTF-8) instead of en_US.UTF-8, because that locale is not on every machine.';

/** Said when nothing declares the database that a driver suggests. */
export const POSTGRES_ASSUMED =
  'Differs from what is declared: a Postgres was attached, because a driver is among the dependencies. Heroku attaches none by itself: heroku addons:create heroku-postgresql:essential-0';

/** Said when a Redis is declared and this machine has none. */
export const REDIS_MISSING =
  'Differs from Heroku: REDIS_URL is not set, because no redis-server is on PATH. Install one (apt-get install redis-server, brew install redis), or give the variable with --config-var.';

/** Returns the sentence for an add-on that has no stand-in. */
export function addonNotImitated(name: string): string {
  return `Differs from Heroku: the add-on ${name} has no stand-in here, because it is a service outside the app; give its variables with --config-var.`;
}
