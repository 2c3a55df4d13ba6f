import { expect, test } from 'vitest';
import type { RouterAnswer } from '../../../src/heroku/router/send-request.ts';
import { cookieJar, describeRefused } from '../../../src/rehearsal/probe/cookie-jar.ts';

function answer(...cookies: string[]): RouterAnswer {
  return {
    status: 200,
    headers: { 'set-cookie': cookies },
    body: '',
    code: undefined,
    dyno: 'web.1',
    requestId: 'r1',
    durationMs: 1,
  };
}
const HOST = 'shop.herokuapp.com';

test.each([
  ['sessionid=s; Secure; HttpOnly; SameSite=Lax', HOST, 'sessionid=s', ''],
  [
    'sessionid=s; Domain=.herokuapp.com; Secure',
    HOST,
    '',
    'browsers drop sessionid: Domain=herokuapp.com is a public suffix',
  ],
  ['sessionid=s; Domain=.example.com', 'www.example.com', 'sessionid=s', ''],
  [
    'sessionid=s; Domain=example.org',
    'www.example.com',
    '',
    'browsers drop sessionid: Domain=example.org is not the host www.example.com',
  ],
  ['a=1; SameSite=None', HOST, '', 'browsers drop a: SameSite=None without Secure'],
  ['a=1; SameSite=None; Secure', HOST, 'a=1', ''],
  [
    '__Host-a=1; Secure; Path=/; Domain=shop.herokuapp.com',
    HOST,
    '',
    'browsers drop __Host-a: its name allows no Domain and no Path but /',
  ],
])('%s of %s is kept as %j', (cookie, host, header, refused) => {
  const jar = cookieJar([answer(cookie)], host);
  expect([jar.header, describeRefused(jar.refused)]).toEqual([header, refused]);
});

test('a later cookie replaces an earlier one, and one that expires takes it away', () => {
  expect(cookieJar([answer('a=1', 'b=1'), answer('a=2', 'b=; Max-Age=0')], HOST).header).toBe(
    'a=2',
  );
});
