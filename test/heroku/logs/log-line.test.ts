import { expect, test } from 'vitest';
import { renderLogLine, splitMessage } from '../../../src/heroku/logs/log-line.ts';
import { renderRouterLine } from '../../../src/heroku/logs/router-line.ts';

test('a line has the timestamp with microseconds and offset, then source and dyno', () => {
  const at = new Date('2026-11-24T01:02:03.456Z');
  expect(renderLogLine({ at, source: 'heroku', dyno: 'web.1', message: 'State changed from starting to up' })).toBe(
    '2026-11-24T01:02:03.456000+00:00 heroku[web.1]: State changed from starting to up',
  );
});

test('a message is cut at 10,000 bytes, never inside a character', () => {
  expect(splitMessage('x'.repeat(10_000))).toHaveLength(1);
  expect(splitMessage('x'.repeat(10_001)).map((piece) => piece.length)).toEqual([10_000, 1]);
  const pieces = splitMessage('é'.repeat(7_500));
  expect(pieces.map((piece) => Buffer.byteLength(piece))).toEqual([10_000, 5_000]);
  expect(pieces.join('')).toBe('é'.repeat(7_500));
});

test('the router line keeps its order, and a value that is not known stays empty', () => {
  const common = {
    method: 'GET',
    path: '/a?b',
    host: 'shop.example.com',
    requestId: 'r1',
    forwardedFor: '203.0.113.7',
    protocol: 'https',
  } as const;
  expect(renderRouterLine({ ...common, dyno: 'web.1', connectMs: 0.4, serviceMs: 12.6, status: 200, bytes: 7 })).toBe(
    'at=info method=GET path="/a?b" host=shop.example.com request_id=r1 fwd="203.0.113.7" dyno=web.1 connect=0ms service=13ms status=200 bytes=7 protocol=https',
  );
  const error = { code: 'H14', title: 'No web processes running' };
  expect(
    renderRouterLine({ ...common, error, dyno: undefined, connectMs: undefined, serviceMs: undefined, status: 503, bytes: undefined }),
  ).toBe(
    'at=error code=H14 desc="No web processes running" method=GET path="/a?b" host=shop.example.com request_id=r1 fwd="203.0.113.7" dyno= connect= service= status=503 bytes= protocol=https',
  );
});
