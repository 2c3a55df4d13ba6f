import type { Repository } from '../../project/repository.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { loadedPaths } from '../apps/loaded-uses.ts';
import { asDict, isAbsent, knownSetting, stringsOf } from './production-settings.ts';

/** Something that tells visitors apart by an address that behind the router is not theirs. */
export interface AddressUse {
  /** What does it: an app, or the project's own code. */
  readonly limiter:
    | 'django-axes'
    | 'django-defender'
    | 'django-ratelimit'
    | 'REST framework'
    | 'own';
  /** `router`: REMOTE_ADDR. `first`: what the visitor may have written into X-Forwarded-For. */
  readonly address: 'router' | 'first';
  readonly at: SourceRange | undefined;
  /** True where the address decides what a visitor may do, and not only what is noted. */
  readonly limits: boolean;
}

/** Settings of django-axes that say where the address comes from, or that it does not matter. */
const AXES_SAYS = [
  'AXES_CLIENT_IP_CALLABLE',
  'AXES_IPWARE_PROXY_COUNT',
  'AXES_PROXY_COUNT',
  'AXES_IPWARE_META_PRECEDENCE_ORDER',
  'AXES_META_PRECEDENCE_ORDER',
  'AXES_LOCKOUT_PARAMETERS',
  'AXES_LOCKOUT_CALLABLE',
  'AXES_ONLY_USER_FAILURES',
  'AXES_LOCK_OUT_BY_USER_OR_IP',
  'AXES_ENABLED',
];
/** Middleware that puts the visitor's address into REMOTE_ADDR. */
const SETS_ADDRESS = /forwarded|xff|real_?ip|remote_?addr|client_?ip|ipware/i;
const LIMITS =
  /throttl|rate_?limit|attempts|lockout|block(ed)?_?ip|ban(ned)?_|cache\.(get|set|incr|add)/i;

/**
 * Where the settings and the code that a server loads tell visitors apart by an address that is the
 * router's, or that a visitor can choose. Source: Dev Center, "HTTP Routing": the router appends
 * the visitor's address to X-Forwarded-For; read 2026-11-30.
 */
export function addressUses(repository: Repository): AddressUse[] {
  return [...ofSettings(repository), ...ofCode(repository)];
}

/** True for a project with an app or code that limits visitors by their address. */
export function limitsVisitors(repository: Repository): boolean {
  const apps = stringsOf(repository, 'INSTALLED_APPS') ?? [];
  return (
    apps.some((app) => /^(axes|defender|django_ratelimit|ratelimit)\b/.test(app)) ||
    addressUses(repository).some(({ limits }) => limits)
  );
}

function* ofSettings(repository: Repository): Generator<AddressUse> {
  const apps = stringsOf(repository, 'INSTALLED_APPS') ?? [];
  const setsAddress = (stringsOf(repository, 'MIDDLEWARE') ?? []).some((one) =>
    SETS_ADDRESS.test(one),
  );
  const at = knownSetting(repository, 'INSTALLED_APPS')?.elements;
  const placeOf = (app: string) => at?.find(({ value }) => value === app)?.at;
  if (apps.some((app) => /^axes\b/.test(app)) && !setsAddress) {
    const place = placeOf('axes');
    const orders = ['AXES_IPWARE_META_PRECEDENCE_ORDER', 'AXES_META_PRECEDENCE_ORDER'];
    const order = orders.find((name) => !isAbsent(repository, name));
    if (AXES_SAYS.every((name) => isAbsent(repository, name)))
      yield { limiter: 'django-axes', address: 'router', at: place, limits: true };
    else if (
      order !== undefined &&
      (stringsOf(repository, order) ?? [])[0] === 'HTTP_X_FORWARDED_FOR' &&
      ['AXES_IPWARE_PROXY_COUNT', 'AXES_PROXY_COUNT', 'AXES_CLIENT_IP_CALLABLE'].every((name) =>
        isAbsent(repository, name),
      )
    )
      yield {
        limiter: 'django-axes',
        address: 'first',
        at: knownSetting(repository, order)?.at,
        limits: true,
      };
  }
  if (
    apps.includes('defender') &&
    !setsAddress &&
    isAbsent(repository, 'DEFENDER_BEHIND_REVERSE_PROXY')
  )
    yield { limiter: 'django-defender', address: 'router', at: placeOf('defender'), limits: true };
  const framework = knownSetting(repository, 'REST_FRAMEWORK');
  const { DEFAULT_THROTTLE_CLASSES: classes, NUM_PROXIES: proxies = null } =
    asDict(framework?.value) ?? {};
  if (proxies === null && /AnonRateThrottle|ScopedRateThrottle/.test(JSON.stringify(classes ?? '')))
    yield { limiter: 'REST framework', address: 'first', at: framework?.at, limits: true };
}

function* ofCode(repository: Repository): Generator<AddressUse> {
  const metaKey = isAbsent(repository, 'RATELIMIT_IP_META_KEY');
  for (const file of loadedPaths(repository)) {
    const text = repository.files.text(file) ?? '';
    if (!/FORWARDED|Forwarded|REMOTE_ADDR|ratelimit/.test(text)) continue;
    const code = text.replace(/^[ \t]*#.*$/gm, (comment) => ' '.repeat(comment.length));
    const place = (found: RegExpExecArray): SourceRange => ({
      file,
      start: found.index,
      end: found.index + found[0].length,
    });
    const key = /@?ratelimit\([^)]*?key\s*=\s*["'](ip|user_or_ip)["']/.exec(code);
    if (key !== null && metaKey)
      yield { limiter: 'django-ratelimit', address: 'router', at: place(key), limits: true };
    const first = /X[_-]FORWARDED[_-]FOR/i.test(code)
      ? /\.(split|partition)\(\s*["'],\s*["'](?:\s*,\s*\d)?\s*\)\s*\[\s*0\s*\]/.exec(code)
      : null;
    if (first !== null)
      yield { limiter: 'own', address: 'first', at: place(first), limits: LIMITS.test(code) };
    const router = /["']REMOTE_ADDR["']/.exec(code);
    if (router !== null && !/FORWARDED/i.test(code) && limitsNearby(code, router.index))
      yield { limiter: 'own', address: 'router', at: place(router), limits: true };
  }
}

/** True where code within a few lines counts or refuses; a decorator of a package does it itself. */
function limitsNearby(code: string, index: number): boolean {
  const around = code.slice(Math.max(0, index - 600), index + 600);
  return LIMITS.test(around.replace(/^.*\bimport\b.*$|@ratelimit\([^)]*\)/gm, ''));
}
