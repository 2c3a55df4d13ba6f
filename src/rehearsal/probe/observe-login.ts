import { titleOf } from '../../heroku/router/router-errors.ts';
import {
  type RouterAnswer,
  type RouterRequest,
  type RouterTarget,
  sendThroughRouter,
} from '../../heroku/router/send-request.ts';
import { type Evidence, withFacts } from '../rehearsal.ts';
import { RULE_OF_OBSERVATION as RULE } from '../rules-of-observations.ts';
import { cookieJar, describeRefused, type RefusedCookie } from './cookie-jar.ts';

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

export interface LoginOptions {
  readonly target: RouterTarget;
  readonly host: string;
  /** Path of a page with a login form. */
  readonly path: string;
  /** That page. */
  readonly page: RouterAnswer;
  /** Path of a page that sends whoever is not logged in to the form. */
  readonly guarded: string | undefined;
  /**
   * Creates a person who may log in. Undefined when the project does not let one be created without
   * questions.
   */
  readonly createUser: () => Promise<Credentials | undefined>;
  /** Names of the web dynos; with more than one the session is tried on each. */
  readonly dynos: readonly string[];
  readonly signal: AbortSignal;
}

/** Requests after which a dyno that chance did not choose is left out. */
const MAX_TRIES = 60;

/** True for a page that asks for a name and a password in a form that Django protects. */
export function isLoginPage({ status, body }: RouterAnswer): boolean {
  return (
    status === 200 &&
    /<form[^>]*method=["']post/i.test(body) &&
    tokenOf(body) !== undefined &&
    /type=["']password/i.test(body)
  );
}

/**
 * Posts a login form as a browser does: over https, with the cookie, the token and an Origin of the
 * own host. Then holds the session against every web dyno: one that only its own dyno knows is lost
 * at the next request.
 */
export async function observeLogin(options: LoginOptions): Promise<readonly Evidence[]> {
  const { path, dynos, guarded } = options;
  const user = await options.createUser();
  const answer = await postLogin(options, user ?? { username: 'nobody', password: 'dynoready' });
  const named = {
    id: 'form-post',
    subject: path,
    name: `form post to ${path}`,
    severity: 'error',
    expected: 'a CSRF token and an Origin header of the app are accepted',
  } as const;
  const seen =
    answer.code === undefined ? String(answer.status) : `${answer.code} ${titleOf(answer.code)}`;
  const dropped = cookieJar([options.page], options.host).refused;
  if (answer.status === 403 && /csrf/i.test(answer.body)) {
    const failed = '403: CSRF verification failed';
    return [
      dropped.length === 0
        ? { ...named, ok: false, seen: failed, rule: RULE.csrfRefused }
        : {
            ...named,
            ok: false,
            seen: `${failed}; ${describeRefused(dropped)}`,
            rule: RULE.cookieRefused,
          },
    ];
  }
  if (answer.status >= 500)
    return [{ ...named, ok: false, seen, ...withFacts({ code: answer.code }) }];
  const posted: Evidence = { ...named, ok: true, seen };
  // Without a redirect nobody was logged in, and there is no session to follow.
  if (user === undefined || guarded === undefined || answer.status !== 302) return [posted];
  const { header, refused } = cookieJar([answer], options.host);
  if (header === '' && refused.length === 0) return [posted];
  const session = await observeSession(options, guarded, header, dynos);
  return [posted, session.ok || refused.length === 0 ? session : withoutCookie(session, refused)];
}

/** Posts the form of the page; `visitor` says from which address, and with which headers more. */
export function postLogin(
  { target, host, path, page, signal }: Omit<LoginOptions, 'createUser'>,
  { username, password }: Credentials,
  visitor: Pick<RouterRequest, 'localAddress' | 'headers'> = {},
): Promise<RouterAnswer> {
  const fields = {
    csrfmiddlewaretoken: tokenOf(page.body) ?? '',
    [nameField(page.body)]: username,
    password,
  };
  return sendThroughRouter(target, {
    path,
    host,
    scheme: 'https',
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      Cookie: cookieJar([page], host).header,
      Origin: `https://${host}`,
      Referer: `https://${host}${path}`,
      ...visitor.headers,
    },
    ...(visitor.localAddress === undefined ? {} : { localAddress: visitor.localAddress }),
    body: new URLSearchParams(fields).toString(),
    signal,
  });
}

async function observeSession(
  options: LoginOptions,
  guarded: string,
  Cookie: string,
  dynos: readonly string[],
): Promise<Evidence> {
  const { target, host, path, signal } = options;
  const known = new Map<string, boolean>();
  for (
    let tries = 0;
    tries < MAX_TRIES && known.size < dynos.length && !signal.aborted;
    tries += 1
  ) {
    const { headers, dyno } = await sendThroughRouter(target, {
      path: guarded,
      host,
      scheme: 'https',
      headers: { Cookie },
      signal,
    });
    if (dyno !== undefined) known.set(dyno, !leadsTo(headers.location, path));
  }
  const lost = [...known].filter(([, ok]) => !ok).map(([dyno]) => dyno);
  const asked = [...known.keys()].sort().join(', ');
  const seen =
    lost.length === 0 ? `logged in on ${asked}` : `${lost.sort().join(', ')} asked to log in again`;
  const rule = lost.length === 0 ? {} : { rule: RULE.sessionLost };
  return {
    id: 'session',
    name: 'session after the login',
    ok: lost.length === 0,
    severity: 'error',
    expected: 'known to every web dyno',
    seen,
    ...rule,
  };
}

/** True for a redirect to that path, whatever stands behind it. */
export function leadsTo(location: string | undefined, path: string): boolean {
  return (
    location !== undefined &&
    URL.canParse(location, 'https://h') &&
    new URL(location, 'https://h').pathname === path
  );
}

function tokenOf(body: string): string | undefined {
  const input = /<input[^>]*name=["']csrfmiddlewaretoken["'][^>]*>/i.exec(body)?.[0];
  return input === undefined ? undefined : /value=["']([^"']+)/i.exec(input)?.[1];
}

/** Name of the first field of the form that is typed and no password. */
function nameField(body: string): string {
  const inputs = body.match(/<input[^>]*>/gi) ?? [];
  const typed = inputs.find(
    (input) => /type=["'](text|email)["']/i.test(input) && /name=/i.test(input),
  );
  return /name=["']([^"']+)/i.exec(typed ?? '')?.[1] ?? 'username';
}

/** The lost session, explained by the cookies that a browser would have dropped. */
function withoutCookie(session: Evidence, refused: readonly RefusedCookie[]): Evidence {
  return {
    ...session,
    seen: `${session.seen}; ${describeRefused(refused)}`,
    rule: RULE.cookieRefused,
  };
}
