/**
 * What is wrong with an address that a web server is told to listen on; undefined when the router
 * can reach it.
 */
export type AddressFault = 'port' | 'loopback' | 'socket';

/**
 * Why the router could not reach a server at this address: a fixed port, the loopback address, or a
 * socket of the dyno.
 */
export function fixedAddress(address: string): AddressFault | undefined {
  if (address.startsWith('unix:')) return 'socket';
  if (/^(127\.\d+\.\d+\.\d+|localhost|\[::1\]):/.test(address))
    return /:\d+$/.test(address) ? 'port' : 'loopback';
  return /(^|:)\d+$/.test(address) ? 'port' : undefined;
}
