import type { RuleId } from '../../check/rule-ids.ts';
import {
  type RouterAnswer,
  type RouterTarget,
  sendThroughRouter,
} from '../../heroku/router/send-request.ts';
import type { Evidence, EvidenceId } from '../rehearsal.ts';
import { RULE_OF_OBSERVATION as RULE, RULE_OF_COOKIE } from '../rules-of-observations.ts';
import { cookieJar, describeRefused } from './cookie-jar.ts';

/** A host name that is nobody's app: RFC 2606 reserves it. */
const FOREIGN_HOST = 'not-this-app.example.net';

/**
 * What a hardened site does beyond answering: plain http is redirected, foreign hosts are refused,
 * HSTS is sent, cookies are for https alone.
 */
export async function observePolicies(
  target: RouterTarget,
  host: string,
  httpsAnswers: readonly RouterAnswer[],
  signal: AbortSignal,
): Promise<readonly Evidence[]> {
  const plain = await sendThroughRouter(target, { path: '/', host, scheme: 'http', signal });
  const foreign = await sendThroughRouter(target, {
    path: '/',
    host: FOREIGN_HOST,
    scheme: 'https',
    signal,
  });
  return [
    observeRedirect(plain),
    observeForeignHost(foreign),
    observeHsts(httpsAnswers),
    observeCookies(httpsAnswers),
    ...observeRefused(httpsAnswers, host),
  ];
}

function observeRedirect({ status, headers }: RouterAnswer): Evidence {
  const { location } = headers;
  const ok = status >= 301 && status <= 308 && location?.startsWith('https://') === true;
  const seen = location === undefined ? String(status) : `${status} to ${location}`;
  return warning('plain-http', 'plain http', ok, '301 to https', seen, RULE.noRedirect);
}

function observeForeignHost({ status }: RouterAnswer): Evidence {
  return warning(
    'foreign-host',
    'a foreign Host header',
    status === 400,
    '400',
    String(status),
    RULE.anyHost,
  );
}

function observeHsts(answers: readonly RouterAnswer[]): Evidence {
  const header = answers
    .map(({ headers }) => headers['strict-transport-security'])
    .find((value) => value !== undefined);
  return warning(
    'hsts',
    'Strict-Transport-Security',
    header !== undefined,
    'sent over https',
    header ?? 'not sent',
    RULE.noHsts,
  );
}

function observeCookies(answers: readonly RouterAnswer[]): Evidence {
  const cookies = answers.flatMap(({ headers }) => headers['set-cookie'] ?? []);
  const open = cookies
    .filter((cookie) => !/;\s*secure\b/i.test(cookie))
    .map((cookie) => cookie.split('=')[0] ?? '');
  const seen =
    cookies.length === 0
      ? 'no cookie was set'
      : open.length === 0
        ? 'all Secure'
        : `${[...new Set(open)].join(', ')} without Secure`;
  return warning(
    'cookies',
    'cookies',
    open.length === 0,
    'Secure',
    seen,
    RULE_OF_COOKIE[open[0] ?? ''],
  );
}

/** Cookies that no browser keeps: whoever needs them is refused without a word in the log. */
function observeRefused(answers: readonly RouterAnswer[], host: string): Evidence[] {
  const { refused } = cookieJar(answers, host);
  if (refused.length === 0) return [];
  return [
    {
      id: 'cookies',
      subject: 'browser',
      name: 'cookies in a browser',
      ok: false,
      severity: 'error',
      expected: 'browsers keep them',
      seen: describeRefused(refused),
      rule: RULE.cookieRefused,
    },
  ];
}

function warning(
  id: EvidenceId,
  name: string,
  ok: boolean,
  expected: string,
  seen: string,
  rule: RuleId | undefined,
): Evidence {
  return {
    id,
    name,
    ok,
    severity: 'warning',
    expected,
    seen,
    ...(ok || rule === undefined ? {} : { rule }),
  };
}
