/** True where every address of 127.0.0.0/8 reaches this machine without set-up. */
export const HAS_MANY_LOOPBACK_ADDRESSES = process.platform === 'linux';

/**
 * The router's own address. Not 127.0.0.1: gunicorn trusts that one by default and would believe
 * headers that it ignores on a dyno.
 */
export const ROUTER_ADDRESS = HAS_MANY_LOOPBACK_ADDRESSES ? '127.0.0.2' : '127.0.0.1';

/**
 * Where the router looks for a dyno. Not 127.0.0.1: a server bound to localhost alone is not
 * reached on the platform, nor here.
 */
export const DYNO_ADDRESS = HAS_MANY_LOOPBACK_ADDRESSES ? '127.0.0.3' : '127.0.0.1';

/** What differs where the loopback has one address; undefined on Linux. */
export const LOOPBACK_DIFFERENCE = HAS_MANY_LOOPBACK_ADDRESSES
  ? undefined
  : 'Differs from Heroku: the router speaks from 127.0.0.1, which gunicorn trusts, because this system has no second loopback address; a redirect loop or a server bound to localhost can stay unseen.';

/**
 * The visitor's address in X-Forwarded-For: one reserved for documentation (RFC 5737), so it is
 * nobody's.
 */
export const VISITOR_ADDRESS = '203.0.113.7';

/**
 * Where a second visitor speaks from; undefined where the loopback has one address. Its address in
 * X-Forwarded-For is another than the first one's.
 */
export const SECOND_LOCAL_ADDRESS = HAS_MANY_LOOPBACK_ADDRESSES ? '127.0.0.4' : undefined;
const SECOND_VISITOR_ADDRESS = '203.0.113.8';

/** The address in X-Forwarded-For of a visitor who speaks from an address of this machine. */
export function visitorAddress(local: string | undefined): string {
  const isSecond = SECOND_LOCAL_ADDRESS !== undefined && local?.endsWith(SECOND_LOCAL_ADDRESS);
  return isSecond ? SECOND_VISITOR_ADDRESS : VISITOR_ADDRESS;
}
