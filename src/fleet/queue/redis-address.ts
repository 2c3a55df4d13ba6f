import { UsageError } from '../../facts/usage-error.ts';

/** Where a Redis is, and how to sign in. */
export interface RedisAddress {
  readonly host: string;
  readonly port: number;
  readonly username?: string;
  readonly password?: string;
  readonly db?: number;
  readonly tls?: { readonly rejectUnauthorized: boolean };
}

/**
 * How a Redis is reached that an URL names: `redis://` or `rediss://` with user, password, port and
 * number of the database. `?ssl_cert_reqs=none` takes a certificate that nobody vouches for, as
 * those of Heroku Key-Value Store. Throws a UsageError, without the password, for anything else.
 */
export function redisAddress(text: string): RedisAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^rediss?:$/.test(url.protocol) || url.hostname === '')
    throw new UsageError('A Redis is named by an address such as redis://localhost:6379', {
      next: ['On Heroku it is the value of REDIS_URL.'],
    });
  const database = /^\/(\d+)$/.exec(url.pathname)?.[1];
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || 6379,
    ...(url.username === '' ? {} : { username: decodeURIComponent(url.username) }),
    ...(url.password === '' ? {} : { password: decodeURIComponent(url.password) }),
    ...(database === undefined ? {} : { db: Number(database) }),
    ...(url.protocol === 'redis:'
      ? {}
      : { tls: { rejectUnauthorized: url.searchParams.get('ssl_cert_reqs') !== 'none' } }),
  };
}

/** Where a Redis is, as it may be shown. */
export function shownAddress({ host, port }: RedisAddress): string {
  return `${host}:${port}`;
}
