import {
  type RouterAnswer,
  type RouterTarget,
  sendThroughRouter,
} from '../../heroku/router/send-request.ts';

/** Redirects that a browser follows before it gives up. */
const MAX_REDIRECTS = 10;

export interface Visit {
  /** The last answer: the first one that is no redirect within the app. */
  readonly answer: RouterAnswer;
  /** The answer to the very first request. */
  readonly first: RouterAnswer;
  /** Every answer, for what must hold of all of them. */
  readonly answers: readonly RouterAnswer[];
  /** Path whose https address redirects to itself in the end; undefined when the chain ends. */
  readonly loopAt: string | undefined;
}

/**
 * Asks for a page over https and follows redirects as long as they stay on the same host over
 * https.
 */
export async function visit(
  target: RouterTarget,
  host: string,
  path: string,
  signal: AbortSignal,
): Promise<Visit> {
  const seen = new Set<string>();
  const answers: RouterAnswer[] = [];
  let at = path;
  for (;;) {
    seen.add(at);
    const answer = await sendThroughRouter(target, { path: at, host, scheme: 'https', signal });
    answers.push(answer);
    const first = answers[0] ?? answer;
    const next = redirectWithin(answer, host, at);
    if (next === undefined) return { answer, first, answers, loopAt: undefined };
    // A page that sets a cookie and sends the visitor to itself ends for a browser; only an address
    // that comes back without one is a loop.
    if (seen.has(next) || answers.length > MAX_REDIRECTS) {
      return {
        answer,
        first,
        answers,
        loopAt: answer.headers['set-cookie'] === undefined ? next : undefined,
      };
    }
    at = next;
  }
}

function redirectWithin(answer: RouterAnswer, host: string, path: string): string | undefined {
  const { location } = answer.headers;
  if (
    answer.status < 300 ||
    answer.status > 399 ||
    location === undefined ||
    !URL.canParse(location, `https://${host}${path}`)
  )
    return undefined;
  const url = new URL(location, `https://${host}${path}`);
  return url.protocol === 'https:' && url.host === host ? url.pathname + url.search : undefined;
}
