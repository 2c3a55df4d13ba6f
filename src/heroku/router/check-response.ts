import type { IncomingMessage } from 'node:http';
import { HEAD_LINE_BYTES } from '../../facts/platform-limits.ts';

/** What of the platform's limits the head of a response breaks (H25); undefined when none. */
export function brokenLimit(response: IncomingMessage): string | undefined {
  if ((response.statusMessage?.length ?? 0) > HEAD_LINE_BYTES) return 'oversized status line';
  const cookies = response.headers['set-cookie'] ?? [];
  return cookies.some((cookie) => Buffer.byteLength(cookie) > HEAD_LINE_BYTES)
    ? 'oversized cookies'
    : undefined;
}
