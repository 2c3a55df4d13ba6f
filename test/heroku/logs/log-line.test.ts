import { expect, test } from 'vitest';
import { renderLogLine } from '../../../src/heroku/logs/log-line.ts';
import { renderRouterLine } from '../../../src/heroku/logs/router-line.ts';
import { BAD_EXPECT, faultOf } from '../../../src/heroku/router/router-errors.ts';

test('a line has the timestamp with microseconds and offset, then source and dyno', () => {
  const at = new Date('2026-11-24T01:02:03.456Z');
  expect(
    renderLogLine({
      at,
      source: 'heroku',
      dyno: 'web.1',
      message: 'State changed from starting to up',
    }),
  ).toBe('2026-11-24T01:02:03.456000+00:00 heroku[web.1]: State changed from starting to up');
});

test('the router line keeps its order, and a value that is not known stays empty', () => {
  const common = {
    at: new Date(),
    fault: undefined,
    method: 'GET',
    path: '/a?b',
    host: 'shop.example.com',
    requestId: 'r1',
    forwardedFor: '203.0.113.7',
    protocol: 'https',
  } as const;
  expect(
    renderRouterLine({
      ...common,
      dyno: 'web.1',
      connectMs: 0.4,
      serviceMs: 12.6,
      status: 200,
      bytes: 7,
    }),
  ).toBe(
    'at=info method=GET path="/a?b" host=shop.example.com request_id=r1 fwd="203.0.113.7" dyno=web.1 connect=0ms service=13ms status=200 bytes=7 protocol=https',
  );
  const unknown = {
    ...common,
    dyno: undefined,
    connectMs: undefined,
    serviceMs: undefined,
    bytes: undefined,
  };
  expect(renderRouterLine({ ...unknown, fault: faultOf('H14'), status: 503 })).toBe(
    'at=error code=H14 desc="No web processes running" method=GET path="/a?b" host=shop.example.com request_id=r1 fwd="203.0.113.7" dyno= connect= service= status=503 bytes= protocol=https',
  );
});

test('a value that a visitor chose ends neither its field nor the line', () => {
  const line = renderRouterLine({
    at: new Date(),
    fault: undefined,
    method: 'GET',
    path: '/"x\\',
    host: 'a" status=1\t\x9b',
    requestId: 'r1',
    forwardedFor: '1.2.3.4" at=info\n',
    dyno: 'web.1',
    connectMs: 1,
    serviceMs: 1,
    status: 200,
    bytes: 0,
    protocol: 'http',
  });
  expect(line).toBe(
    'at=info method=GET path="/\\"x\\\\" host="a\\" status=1\t\\x9b" request_id=r1 fwd="1.2.3.4\\" at=info\\n" dyno=web.1 connect=1ms service=1ms status=200 bytes=0 protocol=http',
  );
});

test('whose connection broke stands before the level, and the cause after the description', () => {
  const headOf = (code: string, detail?: string): string => {
    const fault = faultOf(code, detail);
    const empty = {
      at: new Date(),
      requestId: '',
      forwardedFor: '',
      dyno: undefined,
      connectMs: undefined,
      serviceMs: undefined,
    };
    const line = renderRouterLine({
      ...empty,
      fault,
      method: '',
      path: '',
      host: '',
      status: fault.status,
      bytes: undefined,
      protocol: 'http',
    });
    return `${fault.status} ${line.slice(0, line.indexOf(' method='))}`;
  };
  expect(['H18', 'H27', 'H28', 'H80'].map((code) => headOf(code))).toEqual([
    '503 sock=backend at=error code=H18 desc="Server Request Interrupted"',
    '499 sock=client at=warning code=H27 desc="Client Request Interrupted"',
    '499 at=warning code=H28 desc="Client Connection Idle"',
    '503 at=info code=H80 desc="Maintenance mode"',
  ]);
  expect(headOf('H25', 'oversized cookies')).toBe(
    '502 at=error code=H25 desc="HTTP restriction: oversized cookies"',
  );
  expect(headOf('H26', BAD_EXPECT)).toBe(
    '417 at=error code=H26 desc="Request Error" cause="unsupported expect header value"',
  );
  expect(headOf('H26', 'bad chunk')).toBe(
    '400 at=error code=H26 desc="Request Error" cause="bad chunk"',
  );
});
