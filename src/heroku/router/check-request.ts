import type { IncomingMessage } from 'node:http';
import {
  HEAD_LINE_BYTES,
  HEADER_NAME_BYTES,
  REQUEST_HEADERS,
} from '../../facts/platform-limits.ts';
import {
  BAD_EXPECT,
  BAD_HEADER,
  BAD_METHOD,
  BAD_REQUEST_LINE,
  faultOf,
  type RouterFault,
} from './router-errors.ts';

/** Characters of the request line besides method and path. */
const REST_OF_LINE = '  HTTP/1.1'.length;

/**
 * Returns the code for a request that its head alone makes the router refuse, undefined for one that
 * may pass. Source: README and `vegur_validate_headers` of heroku/vegur; read 2026-11-30.
 */
export function checkRequest(incoming: IncomingMessage): RouterFault | undefined {
  const { method = '', url = '', rawHeaders } = incoming;
  if (method === 'CONNECT') return faultOf('H26', BAD_METHOD);
  if (method.length + url.length + REST_OF_LINE > HEAD_LINE_BYTES)
    return faultOf('H26', BAD_REQUEST_LINE);
  if (rawHeaders.length > 2 * REQUEST_HEADERS) return faultOf('H26', BAD_HEADER);
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? '';
    const value = rawHeaders[at + 1] ?? '';
    if (name.length > HEADER_NAME_BYTES || value.length > HEAD_LINE_BYTES)
      return faultOf('H26', BAD_HEADER);
    if (isHost(name)) hosts += value === '' ? 2 : 1;
  }
  // None, an empty one, or several: https://devcenter.heroku.com/changelog-items/1002.
  if (hosts !== 1) return faultOf('H26', BAD_HEADER);
  const { expect } = incoming.headers;
  return expect === undefined || expect === '' || expect.toLowerCase() === '100-continue'
    ? undefined
    : faultOf('H26', BAD_EXPECT);
}

function isHost(name: string): boolean {
  return name.length === 4 && name.toLowerCase() === 'host';
}
