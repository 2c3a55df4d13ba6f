import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { LogLine } from '../../heroku/logs/log-line.ts';
import { titleOf } from '../../heroku/router/router-errors.ts';
import {
  type RouterAnswer,
  type RouterTarget,
  sendThroughRouter,
} from '../../heroku/router/send-request.ts';
import type { Inspection } from '../inspect-app.ts';
import { concludeFrom, type Evidence, type PhaseOutcome, withFacts } from '../rehearsal.ts';
import { RULE_OF_OBSERVATION as RULE } from '../rules-of-observations.ts';
import { appErrorIn, quoteLog } from './app-error.ts';
import { observeBurst } from './observe-burst.ts';
import { observeLimits } from './observe-limits.ts';
import { type Credentials, isLoginPage, leadsTo, observeLogin } from './observe-login.ts';
import { observePageFiles } from './observe-page-files.ts';
import { observeWebSocket } from './observe-websocket.ts';
import { observePolicies } from './policies.ts';
import { findStaticFile, isHashed } from './static-file.ts';
import { type Visit, visit } from './visit.ts';

export interface ProbeOptions {
  readonly target: RouterTarget;
  readonly host: string;
  readonly inspection: Inspection | undefined;
  readonly slugFolder: string;
  /** Lines of the dyno from now on; the probe reads them to say why a page failed. */
  readonly tail: () => readonly LogLine[];
  /** Names of the web dynos; with more than one, sessions are tried across them. */
  readonly dynos: readonly string[];
  /** Paths at which the project takes WebSockets. */
  readonly webSockets: readonly string[];
  /** True where the project limits logins by the visitor's address. */
  readonly limitsLogins: boolean;
  /** See `observeBurst`. */
  readonly database: { readonly port: number; readonly connectionLimit: number } | undefined;
  /** See `observeLogin`. */
  readonly createUser: () => Promise<Credentials | undefined>;
  readonly signal: AbortSignal;
}

/** Milliseconds in which what the app printed before an answer has surely come through its pipe. */
const LOG_DELAY_MS = 100;

/**
 * Asks the running app as visitors behind the router would, and holds what came against what a
 * production site gives.
 */
export async function probe(options: ProbeOptions): Promise<Omit<PhaseOutcome, 'log'>> {
  const { host, signal, target } = options;
  const evidence: Evidence[] = [];
  const visits = new Map<string, Visit>();
  const paths = [...new Set(['/', ...(options.inspection?.paths ?? [])])];
  for (const path of paths) {
    const linesBefore = options.tail().length;
    const result = await visit(target, host, path, signal);
    signal.throwIfAborted();
    visits.set(path, result);
    if (result.answer.status >= 400) await pause(LOG_DELAY_MS);
    evidence.push(
      ...observePage(path, result, host, () => appErrorIn(options.tail().slice(linesBefore))),
    );
    if (result.loopAt !== undefined && path === '/') break;
  }
  evidence.push(summary(visits));

  const home = visits.get('/');
  if (home === undefined || home.loopAt !== undefined || home.answer.status === 400)
    return concludeFrom(evidence);
  const missing = await sendThroughRouter(target, {
    path: `/no-such-page-${randomBytes(4).toString('hex')}/`,
    host,
    scheme: 'https',
    signal,
  });
  evidence.push(observeMissingPage(missing));
  const bodies = [...visits.values()].flatMap(({ answers }) => answers.map(({ body }) => body));
  const file = findStaticFile(bodies, options.inspection, options.slugFolder);
  if (file !== undefined)
    evidence.push(
      ...observeStaticFile(
        file,
        await sendThroughRouter(target, { path: file, host, scheme: 'https', signal }),
      ),
    );
  evidence.push(
    ...(await observePageFiles({ target, host, path: '/', page: home.answer, signal })).filter(
      ({ subject }) => subject !== file,
    ),
  );
  for (const path of options.webSockets)
    evidence.push(await observeWebSocket({ target, host, path, signal }));
  const answers = [...visits.values()].flatMap((one) => one.answers);
  evidence.push(...(await observePolicies(target, host, answers, signal)));
  evidence.push(...(await observeTogether(options, visits)));
  signal.throwIfAborted();
  return concludeFrom(evidence);
}

/** What needs a login or several dynos at once. */
async function observeTogether(
  options: ProbeOptions,
  visits: ReadonlyMap<string, Visit>,
): Promise<readonly Evidence[]> {
  const evidence: Evidence[] = [];
  const login = [...visits].find(
    ([, { answers, answer }]) => answers.length === 1 && isLoginPage(answer),
  );
  // A person is created once, however many log in.
  let user: ReturnType<ProbeOptions['createUser']> | undefined;
  const createUser: ProbeOptions['createUser'] = () => {
    user ??= options.createUser();
    return user;
  };
  if (login !== undefined) {
    const [path, { answer: page }] = login;
    const guarded = [...visits].find(([, { first }]) => leadsTo(first.headers.location, path))?.[0];
    evidence.push(...(await observeLogin({ ...options, createUser, path, page, guarded })));
  }
  const well = [...visits].filter(([, { answer }]) => answer.status === 200).map(([path]) => path);
  if (well.length > 0) {
    const linesBefore = options.tail().length;
    evidence.push(
      await observeBurst({
        ...options,
        paths: well,
        dynos: options.dynos.length,
        errorMeanwhile: () => appErrorIn(options.tail().slice(linesBefore)),
      }),
    );
  }
  // Last, since the login refuses this visitor afterwards.
  if (login !== undefined && options.limitsLogins) {
    const [path, { answer: page }] = login;
    evidence.push(
      ...(await observeLimits({ ...options, createUser, path, page, guarded: undefined })),
    );
  }
  return evidence;
}

/** What is wrong with one page; nothing when it is well. */
function observePage(
  path: string,
  { answer, loopAt }: Visit,
  host: string,
  errorInLog: () => string,
): Evidence[] {
  const broken = {
    id: 'page',
    subject: path,
    name: `page ${path}`,
    ok: false,
    severity: 'error',
  } as const;
  if (loopAt !== undefined) {
    const seen = `${answer.status} to https://${host}${loopAt} for ever: neither Django nor the server believes X-Forwarded-Proto`;
    return [{ ...broken, expected: 'an https request is answered', seen, rule: RULE.redirectLoop }];
  }
  if (answer.code !== undefined) {
    const { code } = answer;
    const error = errorInLog();
    const seen = `${code} ${titleOf(code)}${quoteLog(error)}`;
    return [{ ...broken, expected: 'an answer', seen, ...withFacts({ code, error }) }];
  }
  if (isDebugPage(answer.body)) {
    const seen = `${answer.status} with Django's debug page, which shows settings and source to every visitor`;
    return [{ ...broken, expected: 'no debug page', seen, rule: RULE.debugPage }];
  }
  if (answer.status === 400 && path === '/') {
    const error = errorInLog();
    const seen = `400 for the host ${host}: the name that the router sends is not in ALLOWED_HOSTS${quoteLog(error)}`;
    const expected = 'the app answers to its own host name';
    return [{ ...broken, expected, seen, rule: RULE.hostRefused, ...withFacts({ error }) }];
  }
  if (answer.status < 500) return [];
  const error = errorInLog();
  const seen = `${answer.status}${quoteLog(error)}`;
  return [{ ...broken, expected: 'no server error', seen, ...withFacts({ error }) }];
}

function summary(visits: ReadonlyMap<string, Visit>): Evidence {
  const counts = new Map<string, number>();
  for (const { answer } of visits.values()) {
    const label = answer.code ?? String(answer.status);
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  const ok = [...visits.values()].every(
    ({ answer, loopAt }) =>
      answer.code === undefined && answer.status < 500 && loopAt === undefined,
  );
  const seen = [...counts]
    .map(([label, count]) => (count === 1 ? label : `${label} (${count} times)`))
    .join(', ');
  return {
    id: 'pages',
    name: `${visits.size} ${visits.size === 1 ? 'page' : 'pages'}`,
    ok,
    severity: 'error',
    expected: 'no server error',
    seen,
  };
}

function observeMissingPage(answer: RouterAnswer): Evidence {
  const named = {
    id: 'missing-page',
    name: 'a page that does not exist',
    severity: 'error',
  } as const;
  if (isDebugPage(answer.body)) {
    const seen = `${answer.status} with Django's debug page, which lists every URL of the project`;
    return {
      ...named,
      ok: false,
      expected: '404 without the debug page',
      seen,
      rule: RULE.debugPage,
    };
  }
  const seen = answer.code ?? String(answer.status);
  return { ...named, ok: answer.status < 500, expected: '404 without the debug page', seen };
}

function observeStaticFile(path: string, answer: RouterAnswer): Evidence[] {
  const named = { id: 'static-file', subject: path, name: `static file ${path}` } as const;
  if (answer.status !== 200) {
    const seen = answer.code ?? String(answer.status);
    return [
      { ...named, ok: false, severity: 'error', expected: '200', seen, rule: RULE.staticMissing },
    ];
  }
  const cacheControl = answer.headers['cache-control'] ?? 'no Cache-Control';
  const ok = isHashed(path) && cacheControl.includes('immutable');
  const expected = '200, a hash in its name, Cache-Control with immutable';
  return [
    {
      ...named,
      ok,
      severity: 'warning',
      expected,
      seen: `200, ${cacheControl}`,
      ...(ok ? {} : { rule: RULE.staticNotHashed }),
    },
  ];
}

function isDebugPage(body: string): boolean {
  return /<code>DEBUG = True<\/code>|DEBUG = True<\/code> in your|You're seeing this error because you have/.test(
    body,
  );
}
