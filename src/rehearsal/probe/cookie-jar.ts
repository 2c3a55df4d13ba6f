import { isPublicSuffix } from '../../facts/public-suffixes.ts';
import type { RouterAnswer } from '../../heroku/router/send-request.ts';

/** A cookie that a browser drops, and why. */
export interface RefusedCookie {
  readonly name: string;
  /** Completes "browsers drop it: …". */
  readonly why: string;
}

/** What a browser keeps of the cookies of some answers. */
export interface CookieJar {
  /** For the header `Cookie`; empty when there is none. */
  readonly header: string;
  readonly refused: readonly RefusedCookie[];
}

/**
 * The cookies that a browser keeps of answers over https from one host. Source: RFC 6265bis, 5.7,
 * and the public suffix list; read 2026-11-30.
 */
export function cookieJar(answers: readonly RouterAnswer[], host: string): CookieJar {
  const kept = new Map<string, string>();
  const refused = new Map<string, RefusedCookie>();
  for (const line of answers.flatMap(({ headers }) => headers['set-cookie'] ?? [])) {
    const [pair = '', ...rest] = line.split(';').map((part) => part.trim());
    const name = pair.split('=')[0] ?? '';
    const attributes = new Map(
      rest.map((part): [string, string] => {
        const [key = '', ...value] = part.split('=');
        return [key.toLowerCase(), value.join('=')];
      }),
    );
    const why = whyRefused(name, attributes, host);
    if (why !== undefined) refused.set(name, { name, why });
    else if (isExpired(attributes)) kept.delete(name);
    else kept.set(name, pair);
  }
  return { header: [...kept.values()].join('; '), refused: [...refused.values()] };
}

function whyRefused(
  name: string,
  attributes: ReadonlyMap<string, string>,
  host: string,
): string | undefined {
  const domain = attributes.get('domain')?.replace(/^\./, '').toLowerCase() ?? '';
  const isSecure = attributes.has('secure');
  if (domain !== '' && domain !== host) {
    if (isPublicSuffix(domain)) return `Domain=${domain} is a public suffix`;
    if (!host.endsWith(`.${domain}`)) return `Domain=${domain} is not the host ${host}`;
  }
  if (attributes.get('samesite')?.toLowerCase() === 'none' && !isSecure)
    return 'SameSite=None without Secure';
  if (/^__(Secure|Host)-/.test(name) && !isSecure) return `its name asks for Secure`;
  if (/^__Host-/.test(name) && (domain !== '' || attributes.get('path') !== '/'))
    return 'its name allows no Domain and no Path but /';
  return undefined;
}

function isExpired(attributes: ReadonlyMap<string, string>): boolean {
  const age = attributes.get('max-age');
  return age !== undefined && Number(age) <= 0;
}

/** What evidence says of cookies that browsers drop; empty for none. */
export function describeRefused(refused: readonly RefusedCookie[]): string {
  return refused.map(({ name, why }) => `browsers drop ${name}: ${why}`).join('; ');
}
