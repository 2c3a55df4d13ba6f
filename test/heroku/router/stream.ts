import { createServer, type IncomingMessage, type RequestListener, request } from 'node:http';
import { Readable } from 'node:stream';
import { DYNO_ADDRESS } from '../../../src/heroku/router/addresses.ts';
import { startAppRouter } from '../../../src/heroku/router/app-router.ts';

export interface Streamed {
  /** Bytes that arrived at the other end. */
  readonly received: number;
  /**
   * By how many MB the resident memory of this process, which is dyno, router and visitor in one,
   * rose above the start.
   */
  readonly grownMb: number;
  readonly durationMs: number;
}

const HOST = 'shop.example.com';
const CHUNK = Buffer.alloc(64 * 1024, 'x');
const LOOK_MS = 20;

/** The dyno answers with that many bytes, and the visitor reads them. */
export function downloadThrough(bytes: number): Promise<Streamed> {
  return through(
    (_incoming, outgoing) => void source(bytes).pipe(outgoing),
    (port) => ask(port, 'GET', undefined).then(count),
  );
}

/** The visitor sends that many bytes, and the dyno reads them. */
export function uploadThrough(bytes: number): Promise<Streamed> {
  return through(
    (incoming, outgoing) => void count(incoming).then((received) => outgoing.end(String(received))),
    async (port) => {
      let text = '';
      for await (const chunk of await ask(port, 'POST', source(bytes))) text += String(chunk);
      return Number(text);
    },
  );
}

async function through(
  listener: RequestListener,
  visit: (port: number) => Promise<number>,
): Promise<Streamed> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, DYNO_ADDRESS, resolve));
  const router = await startAppRouter();
  const { port } = server.address() as { port: number };
  router.serve({
    table: { choose: () => ({ kind: 'dyno', name: 'web.1', port }), size: () => 1 },
    host: HOST,
    log: () => {},
  });
  const before = process.memoryUsage.rss();
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, LOOK_MS);
  const started = performance.now();
  try {
    const received = await visit(router.target.ports.https);
    return {
      received,
      grownMb: (peak - before) / 1_000_000,
      durationMs: performance.now() - started,
    };
  } finally {
    clearInterval(watch);
    await router.close();
    server.close();
  }
}

function source(bytes: number): Readable {
  let left = bytes;
  return new Readable({
    highWaterMark: CHUNK.length,
    read() {
      const size = Math.min(left, CHUNK.length);
      left -= size;
      this.push(size === 0 ? null : CHUNK.subarray(0, size));
    },
  });
}

function ask(port: number, method: string, body: Readable | undefined): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { host: '127.0.0.1', port, method, path: '/', headers: { Host: HOST }, agent: false },
      resolve,
    ).on('error', reject);
    if (body === undefined) outgoing.end();
    else body.pipe(outgoing);
  });
}

async function count(stream: Readable): Promise<number> {
  let bytes = 0;
  for await (const chunk of stream) bytes += (chunk as Buffer).length;
  return bytes;
}
