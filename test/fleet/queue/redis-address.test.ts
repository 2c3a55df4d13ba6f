import { expect, test } from 'vitest';
import { redisAddress, shownAddress } from '../../../src/fleet/queue/redis-address.ts';

test.each([
  ['redis://localhost', { host: 'localhost', port: 6379 }],
  ['redis://[::1]:7000/3', { host: '::1', port: 7000, db: 3 }],
  [
    'rediss://:p%40ss@h.example.com:7001',
    { host: 'h.example.com', port: 7001, password: 'p@ss', tls: { rejectUnauthorized: true } },
  ],
  [
    'rediss://u:p@h:7001/0?ssl_cert_reqs=none',
    {
      host: 'h',
      port: 7001,
      username: 'u',
      password: 'p',
      db: 0,
      tls: { rejectUnauthorized: false },
    },
  ],
])('%s', (url, address) => expect(redisAddress(url)).toEqual(address));

test('what is shown holds no password, and neither does a message', () => {
  expect(shownAddress(redisAddress('redis://u:secret@h:7000'))).toBe('h:7000');
  for (const url of ['h:6379', 'http://u:secret@h', 'redis://', ''])
    expect(() => redisAddress(url)).toThrow(
      /^A Redis is named by an address such as redis:\/\/localhost:6379$/,
    );
});
