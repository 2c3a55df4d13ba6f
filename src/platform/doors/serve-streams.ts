import type { ServerResponse } from 'node:http';
import { renderLogLine } from '../../heroku/logs/log-line.ts';
import type { Platform } from '../platform-parts.ts';

/** Milliseconds between two signs of life of a log that nothing is written to. */
const HEARTBEAT_MS = 20_000;

/** Bytes that may wait for a reader who takes nothing; then the connection is cut. */
const WAITING_BYTES = 8 * 2 ** 20;

/**
 * Answers a log session as an event stream. The client reconnects when it ends, and takes that for
 * the end of a log it does not follow: `retry: 1` saves it three seconds.
 */
export function serveLog(platform: Platform, key: string, response: ServerResponse): void {
  const session = platform.logSessions.find(key);
  if (session === undefined) {
    response.writeHead(404, { 'Content-Type': 'text/plain' });
    response.end('No such log session.\n');
    return;
  }
  response.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-cache',
    Connection: 'close',
  });
  response.write('retry: 1\n\n');
  const { log, lines, tail, isWanted } = session;
  const send = (text: string): void => {
    if (response.writableLength > WAITING_BYTES) response.destroy();
    else response.write(text);
  };
  for (const line of log.last(lines, isWanted)) send(`data: ${renderLogLine(line)}\n\n`);
  if (!tail) {
    response.end();
    return;
  }
  const unsubscribe = log.subscribe((line) => {
    if (isWanted(line)) send(`data: ${renderLogLine(line)}\n\n`);
  });
  const timer = setInterval(() => send(': alive\n\n'), HEARTBEAT_MS);
  response.on('close', () => {
    clearInterval(timer);
    unsubscribe();
  });
}

/** Answers what a build or a release command prints, until it has ended. */
export function serveOutput(platform: Platform, key: string, response: ServerResponse): void {
  let isOpen = false;
  const open = (): void => {
    if (isOpen) return;
    isOpen = true;
    response.writeHead(200, { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' });
  };
  const stop = platform.streams.read(
    key,
    (text) => {
      open();
      response.write(text);
    },
    () => response.end(),
  );
  if (stop === undefined) {
    response.writeHead(404, { 'Content-Type': 'text/plain' });
    response.end('No such output.\n');
    return;
  }
  response.on('close', stop);
}
