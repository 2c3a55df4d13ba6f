import { chmodSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { z } from 'zod';

/** What git tells a `pre-receive` hook of one push. */
export interface Push {
  readonly appId: string;
  readonly updates: readonly RefUpdate[];
  /** Where the objects of the push are until it is accepted. */
  readonly objectFolders: readonly string[];
}

export interface RefUpdate {
  readonly before: string;
  readonly after: string;
  readonly ref: string;
}

/** Prints a line that `git push` shows behind `remote: `. */
export type PrintLine = (line: string) => void;

const orderSchema = z.object({
  app: z.string(),
  secret: z.string(),
  updates: z.string(),
  objects: z.array(z.string()),
});

/**
 * The hook, a program for Node: passes what git says to the socket, and prints what comes back. The
 * last byte that comes is its exit status, behind a NUL.
 */
const HOOK_SCRIPT = `
const net = require('node:net');
const updates = require('node:fs').readFileSync(0, 'utf8');
const { env } = process;
const alternates = (env.GIT_ALTERNATE_OBJECT_DIRECTORIES ?? '').split(':');
const objects = [env.GIT_OBJECT_DIRECTORY ?? '', ...alternates].filter((one) => one !== '');
const socket = net.connect(env.DYNOREADY_HOOK);
socket.write(JSON.stringify({ app: env.DYNOREADY_APP, secret: env.DYNOREADY_SECRET, updates, objects }) + '\\n');
let status = 1;
socket.on('data', (chunk) => {
  const end = chunk.indexOf(0);
  if (end >= 0) status = Number(chunk.subarray(end + 1).toString()) || 0;
  process.stdout.write(end < 0 ? chunk : chunk.subarray(0, end));
});
socket.on('error', () => process.exit(1));
socket.on('close', () => { process.exitCode = status; });
`;

/** The text of the `pre-receive` file of a repository. */
export function hookFile(node: string, script: string): string {
  const quoted = [node, script].map((one) => `'${one.replaceAll("'", `'\\''`)}'`);
  return `#!/bin/sh\nexec ${quoted.join(' ')}\n`;
}

/** The program that {@link hookFile} runs. */
export function hookScript(): string {
  return HOOK_SCRIPT;
}

/** Bytes of an order at most; a push of a thousand refs has a tenth of it. */
const ORDER_BYTES = 1_000_000;

/**
 * Listens at a socket that this user alone can open, and asks `accept` about every push that knows
 * the secret. `accept` comes to whether the push is taken. Returns the function that ends it.
 */
export async function serveHook(
  path: string,
  secret: string,
  accept: (push: Push, print: PrintLine) => Promise<boolean>,
): Promise<() => Promise<void>> {
  const server = createServer((socket) => {
    let text = '';
    socket.setEncoding('utf8');
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk: string) => {
      text += chunk;
      if (text.length > ORDER_BYTES) socket.destroy();
      if (!text.includes('\n')) return;
      socket.removeAllListeners('data');
      socket.resume();
      const print: PrintLine = (line) => void (socket.writable && socket.write(`${line}\n`));
      const push = readPush(text, secret);
      if (push === undefined) return void socket.end('\u00001');
      accept(push, print)
        .catch((error: Error) => {
          print(` !     ${error.message}`);
          return false;
        })
        .then((accepted) => socket.end(accepted ? '\u00000' : '\u00001'));
    });
  });
  rmSync(path, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  chmodSync(path, 0o600);
  return () => new Promise((resolve) => void server.close(() => resolve()));
}

function readPush(text: string, secret: string): Push | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text.slice(0, text.indexOf('\n')));
  } catch {
    return undefined;
  }
  const order = orderSchema.safeParse(json);
  if (!order.success || order.data.secret !== secret) return undefined;
  const updates = order.data.updates
    .split('\n')
    .map((line) => /^([0-9a-f]{40,64}) ([0-9a-f]{40,64}) (\S+)$/.exec(line))
    .flatMap((match) =>
      match === null
        ? []
        : [{ before: match[1] ?? '', after: match[2] ?? '', ref: match[3] ?? '' }],
    );
  return { appId: order.data.app, updates, objectFolders: order.data.objects };
}
