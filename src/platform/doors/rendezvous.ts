import type { Duplex } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { StreamedDyno } from '../../heroku/dyno/streamed-dyno.ts';

/** Bytes of a secret and its line end; what is longer is no client of ours. */
const SECRET_LINE_BYTES = 200;

/** What the client throws away: the real one says so too. */
const GREETING = 'rendezvous\r\n';
/** Milliseconds between the greeting and the first output, which must not share a packet. */
const GREETING_PAUSE_MS = 30;

/** End of input without a terminal: Ctrl-D. Source: heroku 11.10.0; read 2026-11-30. */
const END_OF_INPUT = 0x04;

/** Begins the line with the exit status that the client looks for in each chunk by itself. */
const STATUS_MARK = Buffer.from('\uFFFF heroku-command-exit-status: ');

/**
 * Speaks with the client of an attached dyno: it sends the secret of its dyno, and from then on bytes
 * go both ways. `attach` gives out, once, the function that starts the dyno of a secret.
 */
export function serveRendezvous(
  socket: Duplex,
  attach: (secret: string) => (() => StreamedDyno) | undefined,
): void {
  let line = Buffer.alloc(0);
  socket.on('error', () => socket.destroy());
  const onData = (chunk: Buffer): void => {
    line = Buffer.concat([line, chunk]);
    const end = line.indexOf('\r\n');
    if (end < 0) {
      if (line.length > SECRET_LINE_BYTES) socket.destroy();
      return;
    }
    socket.off('data', onData);
    socket.pause();
    const start = attach(line.subarray(0, end).toString('latin1'));
    if (start === undefined) {
      socket.destroy();
      return;
    }
    socket.write(GREETING);
    const rest = line.subarray(end + 2);
    // Started only now: what a short command prints before somebody listens would be lost.
    setTimeout(() => {
      if (!socket.destroyed) connect(socket, start(), rest);
    }, GREETING_PAUSE_MS);
  };
  socket.on('data', onData);
  socket.resume();
}

function connect(socket: Duplex, dyno: StreamedDyno, early: Buffer): void {
  const onInput = (chunk: Buffer): void => {
    const at = dyno.hasTerminal ? -1 : chunk.indexOf(END_OF_INPUT);
    const bytes = at < 0 ? chunk : chunk.subarray(0, at);
    if (bytes.length > 0 && !dyno.input.write(bytes)) {
      socket.pause();
      dyno.input.once('drain', () => socket.resume());
    }
    if (at >= 0) dyno.input.end();
  };
  socket.on('data', onInput);
  if (early.length > 0) onInput(early);
  socket.resume();
  socket.on('close', () => {
    dyno.stop();
    for (const output of dyno.outputs) output.resume();
  });
  // Differs from Heroku: a command that leaves its shell (`exit 3`) gives its status as well, because
  // the client would stop with an error of its own.
  let isStatusDue = dyno.command.includes(STATUS_MARK.toString());
  const reading = dyno.outputs.map((output) => {
    let held: Buffer = Buffer.alloc(0);
    output.on('data', (chunk: Buffer) => {
      const all = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      const cut = heldBack(all);
      held = all.subarray(cut);
      if (all.includes(STATUS_MARK)) isStatusDue = false;
      if (cut > 0 && !socket.write(all.subarray(0, cut))) {
        output.pause();
        socket.once('drain', () => output.resume());
      }
    });
    return finished(output)
      .catch(() => {})
      .then(() => {
        if (held.length > 0 && socket.writable) socket.write(held);
      });
  });
  void Promise.all([dyno.ended, ...reading]).then(([status]) => {
    if (isStatusDue && socket.writable) socket.write(`${STATUS_MARK}${status}\n`);
    socket.end();
  });
}

/** Where the line with the status begins that has not come whole yet; else the length of the chunk. */
function heldBack(chunk: Buffer): number {
  const at = chunk.lastIndexOf(STATUS_MARK[0] ?? 0);
  const tail = at < 0 ? undefined : chunk.subarray(at);
  if (tail === undefined || tail.includes('\n')) return chunk.length;
  const length = Math.min(tail.length, STATUS_MARK.length);
  const isMark = STATUS_MARK.subarray(0, length).equals(tail.subarray(0, length));
  if (isMark) return at;
  return chunk.length;
}
