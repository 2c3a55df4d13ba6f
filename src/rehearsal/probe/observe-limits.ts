import { SECOND_LOCAL_ADDRESS } from '../../heroku/router/addresses.ts';
import type { RouterAnswer } from '../../heroku/router/send-request.ts';
import type { Evidence } from '../rehearsal.ts';
import { RULE_OF_OBSERVATION as RULE } from '../rules-of-observations.ts';
import { type LoginOptions, postLogin } from './observe-login.ts';

/** Wrong passwords after which a login counts as unlimited. */
const MAX_TRIES = 12;
/** An address that nobody has: RFC 5737. */
const INVENTED = '198.51.100.23';

/**
 * Guesses passwords until the login refuses, then asks from a second address, which must still get
 * in, and from the first with an invented X-Forwarded-For, which must not. Nothing for a login
 * without a limit, and where this machine has one address only.
 */
export async function observeLimits(options: LoginOptions): Promise<readonly Evidence[]> {
  const user = await options.createUser();
  if (user === undefined || SECOND_LOCAL_ADDRESS === undefined) return [];
  const wrong = { username: 'nobody', password: 'dynoready' };
  let tries = 0;
  let last: RouterAnswer | undefined;
  while (tries < MAX_TRIES && !isRefused(last) && !options.signal.aborted) {
    last = await postLogin(options, wrong);
    tries += 1;
  }
  if (!isRefused(last)) return [];
  const other = await postLogin(options, user, { localAddress: SECOND_LOCAL_ADDRESS });
  const forged = await postLogin(options, wrong, { headers: { 'X-Forwarded-For': INVENTED } });
  const locked = isRefused(other);
  const named = { id: 'client-address', subject: options.path } as const;
  const after = `${tries} wrong passwords`;
  return [
    {
      ...named,
      name: `another visitor after ${after}`,
      ok: !locked,
      severity: 'error',
      expected: 'only the address that guessed is refused',
      seen: locked
        ? `${other.status} with the right password, from another address`
        : 'is let in from another address',
      ...(locked ? { rule: RULE.limitByRouter } : {}),
    },
    ...(isRefused(forged)
      ? []
      : [
          {
            ...named,
            name: `an invented X-Forwarded-For after ${after}`,
            ok: false,
            severity: 'warning',
            expected: 'still refused',
            seen: `${forged.status}: the limit starts again`,
            rule: RULE.limitForgeable,
          } as const,
        ]),
  ];
}

function isRefused(answer: RouterAnswer | undefined): boolean {
  return answer?.status === 403 || answer?.status === 429;
}
