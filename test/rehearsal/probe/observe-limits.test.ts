import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { sendThroughRouter } from '../../../src/heroku/router/send-request.ts';
import { observeLimits } from '../../../src/rehearsal/probe/observe-limits.ts';
import type { Evidence } from '../../../src/rehearsal/rehearsal.ts';
import { HOST, withHttpDyno } from '../../heroku/router/pretend-dyno.ts';

const FORM = `<form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="t0ken">
<input type="text" name="username"><input type="password" name="password"></form>`;

/** A login that refuses a visitor after three wrong passwords, as it tells visitors apart. */
async function evidenceOf(
  addressOf: (request: IncomingMessage) => string,
  limit = 3,
): Promise<readonly Evidence[]> {
  const failures = new Map<string, number>();
  let evidence: readonly Evidence[] = [];
  await withHttpDyno(
    (request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += chunk));
      request.on('end', () => {
        const address = addressOf(request);
        const failed = failures.get(address) ?? 0;
        if (request.method === 'GET') response.writeHead(200).end(FORM);
        else if (failed >= limit) response.writeHead(429).end();
        else if (new URLSearchParams(body).get('password') === 'right')
          response.writeHead(302, { Location: '/' }).end();
        else {
          failures.set(address, failed + 1);
          response.writeHead(200).end(FORM);
        }
      });
    },
    async ({ target }) => {
      const page = await sendThroughRouter(target, {
        path: '/login/',
        host: HOST,
        scheme: 'https',
      });
      evidence = await observeLimits({
        target,
        host: HOST,
        path: '/login/',
        page,
        guarded: undefined,
        createUser: async () => ({ username: 'a', password: 'right' }),
        dynos: ['web.1'],
        signal: new AbortController().signal,
      });
    },
  );
  return evidence;
}

const forwarded = ({ headers }: IncomingMessage): string[] =>
  String(headers['x-forwarded-for'])
    .split(',')
    .map((one) => one.trim());
const shown = (evidence: readonly Evidence[]) =>
  evidence.map(({ ok, seen, rule }) => [ok, seen, rule]);

test('a limit by the last address of X-Forwarded-For lets the other visitor in', async () => {
  expect(shown(await evidenceOf((request) => forwarded(request).at(-1) ?? ''))).toEqual([
    [true, 'is let in from another address', undefined],
  ]);
});

test("a limit by the router's address locks everybody out", async () => {
  expect(shown(await evidenceOf(({ socket }) => socket.remoteAddress ?? ''))).toEqual([
    [false, '429 with the right password, from another address', 'client-address-of-router'],
  ]);
});

test('a limit by what the visitor writes is got around', async () => {
  expect(shown(await evidenceOf((request) => forwarded(request)[0] ?? ''))).toEqual([
    [true, 'is let in from another address', undefined],
    [false, '200: the limit starts again', 'client-address-forgeable'],
  ]);
});

test('a login without a limit gives no evidence', async () => {
  expect(await evidenceOf(() => 'one', 100)).toEqual([]);
});
