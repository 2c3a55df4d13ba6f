import { expect, test } from 'vitest';
import { observeWebSocket } from '../../../src/rehearsal/probe/observe-websocket.ts';
import type { Evidence } from '../../../src/rehearsal/rehearsal.ts';
import { HOST, withTcpDyno } from '../../heroku/router/pretend-dyno.ts';

/** What is seen of a dyno that answers each handshake with these bytes. */
async function seen(head: string): Promise<{ evidence: Evidence | undefined; request: string }> {
  let evidence: Evidence | undefined;
  let request = '';
  await withTcpDyno(
    (socket) =>
      socket.once('data', (data) => {
        request = data.toString('latin1');
        socket.write(`HTTP/1.1 ${head}\r\n\r\n`);
      }),
    async ({ target }) => {
      const { signal } = new AbortController();
      evidence = await observeWebSocket({ target, host: HOST, path: '/ws/notes/', signal });
    },
  );
  return { evidence, request };
}

const ACCEPT = '101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade';
const EMPTY = '\r\nContent-Length: 0';

test.each([
  [ACCEPT, true, '101: it is open', undefined],
  [`403 Forbidden${EMPTY}`, true, '403: the app refuses this visitor', undefined],
  [
    `404 Not Found${EMPTY}`,
    false,
    '404: the server has no WebSockets at this path',
    'websocket-behind-wsgi',
  ],
  [`500 Internal Server Error${EMPTY}`, false, '500', undefined],
])('a dyno that answers %j', async (head, ok, words, rule) => {
  const { evidence, request } = await seen(head);
  expect(evidence).toMatchObject({ id: 'websocket', ok, seen: words });
  expect(evidence?.rule).toBe(rule);
  expect(request).toMatch(/^GET \/ws\/notes\/ /);
  expect(request).toMatch(new RegExp(`^origin: https://${HOST}\r$`, 'im'));
});
