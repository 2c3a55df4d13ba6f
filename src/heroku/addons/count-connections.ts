import { readFileSync } from 'node:fs';

/**
 * TCP tables of Linux; a line has the local and the remote address as hexadecimal, and 01 for an
 * established connection.
 */
const TABLES = ['/proc/net/tcp', '/proc/net/tcp6'];

/**
 * Connections that a server on this port holds at the moment; undefined where the system has no
 * table to read.
 */
export function countConnections(port: number): number | undefined {
  const local = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  let known = false;
  let count = 0;
  for (const table of TABLES) {
    let text: string;
    try {
      text = readFileSync(table, 'utf8');
    } catch {
      continue;
    }
    known = true;
    for (const line of text.split('\n').slice(1)) {
      const [, own = '', , state] = line.trim().split(/\s+/);
      if (own.endsWith(local) && state === '01') count += 1;
    }
  }
  return known ? count : undefined;
}
