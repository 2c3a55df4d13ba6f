import type { ApiProblem } from '../../platform-api/api-problem.ts';
import type { ApiWait } from '../../platform-api/client.ts';

/** What happened, and what to do about it. */
type Words = readonly [situation: string, next: string];

const WORDS: Readonly<Record<ApiProblem['kind'], (app: string) => Words>> = {
  unauthorized: () => [
    'Heroku does not accept the token',
    'Log in again with: heroku login\nOr set HEROKU_API_KEY to a valid token.',
  ],
  'two-factor': () => [
    'Heroku asks for a second factor',
    'Log in again, which asks for it: heroku login\nOr set HEROKU_API_KEY to a token made with: heroku authorizations:create',
  ],
  'not-found': (app) => [
    `There is no app named '${app}' that this token may see`,
    'List your apps with: heroku apps --all',
  ],
  'rate-limited': () => [
    "The account's API calls are used up",
    'They come back at one every 0.8 seconds, for all who use the account. Try again later, or wait longer with: --wait 600',
  ],
  unreachable: () => [
    'The Platform API cannot be reached',
    'Check the network, a proxy, and HEROKU_HOST if it is set.',
  ],
  'timed-out': () => [
    'The Platform API took too long to answer',
    'Check the network. https://status.heroku.com tells of incidents.',
  ],
  'cut-off': () => [
    'The connection to the Platform API broke during an answer',
    'Check the network, and a proxy if there is one.',
  ],
  'too-large': () => [
    'The answer of the Platform API is larger than any that is documented',
    'Check HEROKU_HOST if it is set, and a proxy if there is one.',
  ],
  unavailable: () => [
    'Heroku cannot answer at the moment',
    'Try again later. https://status.heroku.com tells of incidents.',
  ],
  refused: () => ['Heroku refused the request', 'https://status.heroku.com tells of incidents.'],
  'not-understood': () => [
    'The answer of the Platform API is not what is documented',
    'Please report it with the lines above.',
  ],
};

/** The problem of a read about the app, for a person: what happened, the evidence, what to do. */
export function describeProblem(problem: ApiProblem, app: string, host: string): string {
  const [situation, next] = WORDS[problem.kind](app);
  return `${situation}\n\n  GET ${host}${problem.path}: ${evidenceOf(problem)}\n\n${next}\n`;
}

/** One line that says for how long the client waits, and why. */
export function describeWait({ ms, problem }: ApiWait): string {
  const seconds = `${(ms / 1000).toFixed(1)} s`;
  return problem.kind === 'rate-limited'
    ? `The account's API calls are used up: waiting ${seconds}.\n`
    : `Trying again in ${seconds}: ${evidenceOf(problem)}\n`;
}

function evidenceOf({ status, id, message }: ApiProblem): string {
  return [status, id, message].filter((part) => part !== undefined).join(' ');
}
