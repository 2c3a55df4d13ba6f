import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

/** A GET and the limits of its answer. */
export interface ExchangeRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds until the answer must be complete. */
  readonly timeoutMs: number;
  /** Largest body in bytes, after decompression. */
  readonly largestBytes: number;
  readonly signal: AbortSignal;
}

/** A complete answer. */
export interface Exchange {
  readonly status: number;
  /** The value of a header by its name in lower case. */
  header(name: string): string | undefined;
  readonly body: string;
}

/** Why there is no complete answer. */
export interface ExchangeFailure {
  readonly kind: 'timed-out' | 'cut-off' | 'too-large' | 'unreachable';
  /** Of the answer, when it began. */
  readonly status: number | undefined;
  /** The code of the network error, such as `ECONNREFUSED`. */
  readonly code: string | undefined;
  readonly message: string;
}

export type ExchangeResult =
  | { readonly ok: true; readonly exchange: Exchange }
  | { readonly ok: false; readonly failure: ExchangeFailure };

/** Codes of a connection that was closed by the other side. */
const CLOSED = ['ECONNRESET', 'EPIPE'];

/** How one exchange stands. */
interface Progress {
  response: IncomingMessage | undefined;
  timedOut: boolean;
  tooLarge: boolean;
}

/**
 * Sends a GET and reads its whole answer. Redirects are not followed, because a token must not go to
 * another host. Rejects only when `signal` is aborted.
 *
 * On `node:http` rather than `fetch`: Node 20 may collect a combined AbortSignal as garbage, and then
 * a time-out never fires. Here the timer destroys the socket itself.
 */
export async function exchange(asked: ExchangeRequest): Promise<ExchangeResult> {
  const { signal, timeoutMs } = asked;
  signal.throwIfAborted();
  const progress: Progress = { response: undefined, timedOut: false, tooLarge: false };
  const send = asked.url.startsWith('https:') ? requestHttps : requestHttp;
  const request = send(asked.url, {
    headers: { ...asked.headers, 'Accept-Encoding': 'gzip' },
  });
  const onAbort = (): void => void request.destroy();
  const timer = setTimeout(() => {
    progress.timedOut = true;
    request.destroy();
  }, timeoutMs);
  signal.addEventListener('abort', onAbort);
  try {
    const response = await untilResponse(request);
    progress.response = response;
    const body = await readBody(response, asked.largestBytes, progress);
    return { ok: true, exchange: describe(response, body) };
  } catch (error) {
    signal.throwIfAborted();
    return { ok: false, failure: explain(error as NodeJS.ErrnoException, progress, asked) };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
    // Nothing may arrive any more on a connection whose answer failed.
    if (progress.response?.complete !== true) request.destroy();
  }
}

function untilResponse(request: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.once('response', resolve);
    // Stays: a socket can fail again after it was destroyed.
    request.on('error', reject);
    request.once('close', () => reject(new Error('closed')));
    request.end();
  });
}

async function readBody(
  response: IncomingMessage,
  largestBytes: number,
  progress: Progress,
): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const collect = async (source: AsyncIterable<Buffer>): Promise<void> => {
    for await (const chunk of source) {
      bytes += chunk.length;
      progress.tooLarge = bytes > largestBytes;
      if (progress.tooLarge) throw new Error('too large');
      chunks.push(chunk);
    }
  };
  if (response.headers['content-encoding']?.toLowerCase() === 'gzip')
    await pipeline(response, createGunzip(), collect);
  else await pipeline(response, collect);
  return Buffer.concat(chunks).toString('utf8');
}

function describe(response: IncomingMessage, body: string): Exchange {
  const { headers } = response;
  return {
    status: response.statusCode ?? 0,
    header: (name) => headers[name]?.toString(),
    body,
  };
}

function explain(
  error: NodeJS.ErrnoException,
  { response, timedOut, tooLarge }: Progress,
  { timeoutMs, largestBytes }: ExchangeRequest,
): ExchangeFailure {
  const answered = { status: response?.statusCode, code: error.code };
  const began = response !== undefined;
  if (timedOut)
    return {
      ...answered,
      kind: 'timed-out',
      message: `${began ? 'the answer began, but was not complete' : 'no answer'} within ${timeoutMs / 1000} seconds`,
    };
  if (tooLarge)
    return {
      ...answered,
      kind: 'too-large',
      message: `the answer is larger than ${largestBytes / 2 ** 20} MiB`,
    };
  if (began)
    return {
      ...answered,
      kind: 'cut-off',
      message: 'the connection closed in the middle of the answer',
    };
  const closed = CLOSED.includes(error.code ?? '');
  const message = closed ? 'the connection was closed before an answer came' : error.message;
  return { ...answered, kind: 'unreachable', message };
}
