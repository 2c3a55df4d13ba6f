import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { markedProcesses } from '../../machine/process-table.ts';

/** A socket that waits for connections. */
export interface ListeningSocket {
  readonly address: string;
  readonly port: number;
}

/**
 * Ids of all processes whose home folder is the dyno's, also those that left its process group;
 * empty on systems without `/proc`.
 */
export function processesOfDyno(home: string): readonly number[] {
  return markedProcesses(markOf(home));
}

/** What the environment of a dyno's processes holds, and of no others. */
export function markOf(home: string): string {
  return `HOME=${home}`;
}

/** Where the dyno's processes listen over TCP, as far as `/proc` tells (Linux); else empty. */
export function listeningSockets(home: string): readonly ListeningSocket[] {
  const inodes = new Set(processesOfDyno(home).flatMap(socketInodes));
  return ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => {
    const rows = readText(table).split('\n').slice(1);
    return rows.flatMap((row) => {
      const [, local = '', , state, , , , , , inode = ''] = row.trim().split(/\s+/);
      // 0A is LISTEN in the kernel's table.
      return state === '0A' && inodes.has(inode) ? [parseAddress(local)] : [];
    });
  });
}

function socketInodes(pid: number): string[] {
  return numbersIn(`/proc/${pid}/fd`).flatMap((fd) => {
    try {
      return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.slice(1) ?? [];
    } catch {
      return [];
    }
  });
}

/** `0100007F:1F40` is 127.0.0.1:8000: the bytes of each 32-bit word stand in reverse. */
function parseAddress(text: string): ListeningSocket {
  const [hex = '', port = ''] = text.split(':');
  if (hex.length === 8)
    return { address: bytesOf(hex).reverse().join('.'), port: Number.parseInt(port, 16) };
  const loopback = '00000000000000000000000001000000';
  const address = /^0+$/.test(hex) ? '::' : hex === loopback ? '::1' : 'an IPv6 address';
  return { address, port: Number.parseInt(port, 16) };
}

function bytesOf(hex: string): number[] {
  return (hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
}

function numbersIn(folder: string): number[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
