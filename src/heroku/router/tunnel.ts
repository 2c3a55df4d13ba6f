import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

export interface TunnelOptions {
  readonly dyno: Duplex;
  /** What came from the dyno behind the head of its answer, and from the visitor meanwhile. */
  readonly fromDyno: Buffer;
  readonly fromVisitor: Buffer;
  /** Milliseconds in which a visitor takes what is left once the dyno is gone. */
  readonly lingerMs: number;
  readonly onDynoData: (bytes: number) => void;
  readonly onVisitorData: () => void;
  /** One of the two has ended it. */
  readonly onClose: () => void;
}

/**
 * Joins a visitor, to whom the head of a 101 was written, and a dyno: from now on both speak
 * directly. Returns a function that cuts both.
 */
export function openTunnel(outgoing: ServerResponse, options: TunnelOptions): () => void {
  const { dyno, fromDyno, fromVisitor } = options;
  const visitor = outgoing.socket as Socket;
  outgoing.flushHeaders();
  outgoing.detachSocket(visitor);
  const close = (): void => {
    options.onClose();
    visitor.setTimeout(options.lingerMs, () => visitor.destroy());
    visitor.destroySoon();
    dyno.destroy();
  };
  dyno.on('close', close);
  visitor.on('close', close);
  dyno.on('data', (chunk: Buffer) => options.onDynoData(chunk.length));
  visitor.on('data', options.onVisitorData);
  options.onDynoData(fromDyno.length);
  if (fromDyno.length > 0) visitor.write(fromDyno);
  if (fromVisitor.length > 0) dyno.write(fromVisitor);
  dyno.pipe(visitor).pipe(dyno);
  return () => {
    visitor.destroy();
    dyno.destroy();
  };
}
