import type { IncomingMessage } from 'node:http';
import { PLATFORM_CODES } from '../../facts/platform-codes.ts';

/** The H code for what went wrong between router and dyno, from the error that node's HTTP client gives. `answered`: the head of a response had come. */
export function codeOfError(error: NodeJS.ErrnoException, answered: boolean): string {
  if (answered) return 'H18';
  if (error.code === 'ECONNREFUSED') return 'H21';
  if (error.code?.startsWith('HPE_')) return 'H17';
  return 'H13';
}

/** The router's title of the code, as it stands in `desc="…"`. */
export function titleOf(code: string): string {
  return PLATFORM_CODES[code]?.title ?? code;
}

/** The page that a visitor gets instead of an answer of the app. */
export function errorPage(code: string): string {
  return `<!doctype html><title>Application error</title><h1>Application error</h1><p>${code} ${titleOf(code)}. Run: dynoready explain ${code}</p>\n`;
}

/** Headers of a response as sent, without those that end at a proxy. */
export function endToEndHeaders(response: IncomingMessage): string[] {
  const hopByHop = new Set(['connection', 'keep-alive', 'proxy-authenticate', 'te', 'trailer', 'transfer-encoding', 'upgrade']);
  const kept: string[] = [];
  for (let at = 0; at < response.rawHeaders.length; at += 2) {
    const name = response.rawHeaders[at] ?? '';
    if (!hopByHop.has(name.toLowerCase())) kept.push(name, response.rawHeaders[at + 1] ?? '');
  }
  return kept;
}
