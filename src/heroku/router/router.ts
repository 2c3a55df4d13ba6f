import type { Server } from 'node:http';
import type { RouterRecord } from '../logs/router-line.ts';
import type { Door, RouterState } from './door.ts';
import { type OpenDoor, openDoor } from './open-door.ts';
import type { ServedApp } from './route.ts';

export interface RouterOptions {
  readonly doors: readonly Door[];
  /** The app of a Host header without port, in small letters; undefined when no app has it. */
  readonly appOf: (host: string) => ServedApp | undefined;
  /** Multiplies every time limit. Default 1. */
  readonly timeFactor?: number;
  /** Every request that has ended. */
  readonly onRecord?: (record: RouterRecord) => void;
}

export interface Router {
  /** Ports of the doors, in their order. */
  readonly ports: readonly number[];
  /** Cuts what is open and stops listening. */
  close(): Promise<void>;
}

/** Opens the router's doors on 127.0.0.1. Rejects with EADDRINUSE when a port is taken. */
export async function startRouter(options: RouterOptions): Promise<Router> {
  const { appOf, timeFactor = 1, onRecord = () => {} } = options;
  const state: RouterState = { appOf, timeFactor, onRecord, active: new WeakMap() };
  const opened: OpenDoor[] = [];
  const close = async (): Promise<void> =>
    void (await Promise.all(opened.map((one) => one.close())));
  try {
    for (const door of options.doors) {
      const one = openDoor(door, state);
      await listen(one.server, door.port);
      opened.push(one);
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { ports: opened.map(({ server }) => portOf(server)), close };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
