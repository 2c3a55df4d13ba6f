import { LOOPBACK_DIFFERENCE } from '../heroku/router/addresses.ts';

/**
 * What every rehearsal leaves out, one sentence each. What differs in one run alone is said by the
 * part that differs.
 */
export const STANDING_DIFFERENCES: readonly string[] = [
  'Differs from Heroku: the app lies in a temporary folder instead of /app, because /app belongs to this machine.',
  "Differs from Heroku: programs and libraries outside Python are this machine's, because the stack's image is not here.",
  'Differs from Heroku: memory above the quota is measured and not swapped, so a dyno with R14 stays as fast as before, because an ordinary user cannot limit it.',
  "Differs from Heroku: a dyno sees this machine's processors, whatever its size, because they cannot be hidden.",
  'Differs from Heroku: while it runs, the web process can be reached from your network, because it binds all interfaces as Heroku demands.',
  ...(LOOPBACK_DIFFERENCE === undefined ? [] : [LOOPBACK_DIFFERENCE]),
];

/** What differs when the platform's clock was made faster or slower; nothing at 1. */
export function timeDifferences(timeFactor: number): readonly string[] {
  if (timeFactor === 1) return [];
  return [
    `Differs from Heroku: every time limit of the platform is multiplied by ${timeFactor}, because --limits fast was given.`,
  ];
}

/** What the stand-in for the database leaves out. */
export const POSTGRES_DIFFERENCE =
  'Differs from Heroku: text sorts by code point (C.UTF-8) instead of en_US.UTF-8, because that locale is not on every machine.';

/** Said for a plan whose connections are not known here. */
export const postgresPlanUnknown = (plan: string, limit: number): string =>
  `Differs from Heroku: the database allows ${limit} connections, because what the plan ${plan} allows is not known here.`;

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

/** Returns the sentence for a program in front of a process that only its buildpack brings. */
export function wrapperStripped(processType: string, program: string): string {
  return `Differs from Heroku: ${processType} starts without ${program}, because its buildpack cannot run here. What it changes, such as the address of the database or the port of the server, is not rehearsed.`;
}

/** Whether a difference is the same in every rehearsal, so that a report may fold it. */
export function isStandingDifference(difference: string): boolean {
  return difference === POSTGRES_DIFFERENCE || STANDING_DIFFERENCES.includes(difference);
}
