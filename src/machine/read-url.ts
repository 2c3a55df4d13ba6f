/** What an address gave, or a sentence that says why it gave nothing. */
export type UrlAnswer =
  | { readonly ok: true; readonly bytes: Buffer }
  | { readonly ok: false; readonly problem: string };

/**
 * The content at an address. Never longer than `largestBytes`, and never waited for longer than
 * `timeoutMs`. A name and password in the address are sent as they would be by pip.
 */
export async function readUrl(
  address: string,
  options: {
    readonly accept?: string;
    readonly timeoutMs: number;
    readonly largestBytes: number;
    readonly signal: AbortSignal;
  },
): Promise<UrlAnswer> {
  const { timeoutMs, largestBytes } = options;
  // Not AbortSignal.any: Node 20 may collect it as garbage, and then a time-out never fires.
  const ending = new AbortController();
  const onAbort = (): void => ending.abort(options.signal.reason);
  const onTimeout = (): void => ending.abort(new DOMException('too late', 'TimeoutError'));
  options.signal.throwIfAborted();
  options.signal.addEventListener('abort', onAbort, { once: true });
  const timer = setTimeout(onTimeout, timeoutMs);
  try {
    const { url, headers } = splitCredentials(address);
    if (options.accept !== undefined) headers.set('accept', options.accept);
    const response = await fetch(url, { headers, signal: ending.signal });
    if (!response.ok || response.body === null) {
      await response.body?.cancel();
      return { ok: false, problem: `answered ${response.status}` };
    }
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of response.body) {
      length += chunk.length;
      if (length > largestBytes)
        return { ok: false, problem: `is longer than ${largestBytes / 1_000_000} MB` };
      chunks.push(chunk);
    }
    return { ok: true, bytes: Buffer.concat(chunks) };
  } catch (error) {
    options.signal.throwIfAborted();
    return { ok: false, problem: failureOf(error as Error, timeoutMs) };
  } finally {
    clearTimeout(timer);
    options.signal.removeEventListener('abort', onAbort);
  }
}

function splitCredentials(address: string): { readonly url: URL; readonly headers: Headers } {
  const url = new URL(address);
  const headers = new Headers();
  if (url.username !== '') {
    const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
    headers.set('authorization', `Basic ${Buffer.from(pair).toString('base64')}`);
    url.username = '';
    url.password = '';
  }
  return { url, headers };
}

function failureOf(error: Error, timeoutMs: number): string {
  if (error.name === 'TimeoutError') return `gave no whole answer within ${timeoutMs / 1000} s`;
  const { code, message } = (error.cause ?? error) as NodeJS.ErrnoException;
  return `cannot be reached (${code ?? message})`;
}
