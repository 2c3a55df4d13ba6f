import { connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { type Dyno, startDyno } from '../../../src/heroku/dyno/start-dyno.ts';
import type { LogLine } from '../../../src/heroku/logs/log-line.ts';
import { type AppRouter, startAppRouter } from '../../../src/heroku/router/app-router.ts';
import type { Route } from '../../../src/heroku/router/route.ts';
import { findFreePort } from '../../../src/machine/free-port.ts';
import { withWorkspace } from '../../../src/machine/workspace.ts';
import { programSlug } from '../dyno/program-slug.ts';

const started: Dyno[] = [];
afterEach(async () => void (await Promise.all(started.splice(0).map((dyno) => dyno.stop()))));

/** The part of a line that every request to the dyno shares. */
const REST = 'method=GET path="/a?b=1" host=shop.example.com request_id=… fwd="203.0.113.7"';
/**
 * 100 times faster than the platform: 300 ms to the first byte, 550 ms of silence, 50 ms to
 * connect.
 */
const FACTOR = 0.01;

interface Served {
  readonly router: AppRouter;
  readonly lines: string[];
}

/**
 * Runs a fixture program as web.1 behind the router; a program that never listens counts as up
 * after `settleMs`.
 */
async function serving(
  program: string,
  configVars: Record<string, string>,
  work: (served: Served) => Promise<void>,
  timeFactor = FACTOR,
): Promise<void> {
  await withWorkspace(async (workspaceFolder) => {
    const lines: string[] = [];
    let full = false;
    const log = ({ source, dyno, message }: LogLine): void => {
      if (message === 'the queue is full') full = true;
      if (source === 'heroku' && dyno === 'router')
        lines.push(
          message
            .replace(/request_id=[^ ]+/, 'request_id=…')
            .replace(/(connect|service)=\d+ms/g, '$1=…'),
        );
    };
    const port = await findFreePort();
    const slugFolder = programSlug(workspaceFolder, program);
    const signal = new AbortController().signal;
    const dyno = startDyno({
      slugFolder,
      workspaceFolder,
      command: `python3 ${program}`,
      name: 'web.1',
      port,
      configVars,
      log,
      signal,
      timeFactor: 0.02,
    });
    started.push(dyno);
    const router = await startAppRouter({ timeFactor });
    const route: Route = { kind: 'dyno', name: 'web.1', port };
    router.serve({ table: { choose: () => route, size: () => 1 }, host: 'shop.example.com', log });
    if (program === 'accepts-nobody.py')
      await expect.poll(() => full, { timeout: 5_000 }).toBe(true);
    else if (program !== 'never-binds.py') await listening(port);
    await work({ router, lines }).finally(async () => {
      await router.close();
      await dyno.stop();
    });
  });
}

async function listening(port: number): Promise<void> {
  const isOpen = (): Promise<boolean> =>
    new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.end();
        resolve(true);
      });
      socket.on('error', () => resolve(false));
    });
  await expect.poll(isOpen, { timeout: 5_000, interval: 50 }).toBe(true);
}

const request = (head: string): string => `${head}\r\nHost: shop.example.com\r\n\r\n`;
const GET = request('GET /a?b=1 HTTP/1.1');

/**
 * Writes to the https door and returns what came back when the connection ended; `leaveAfterMs`
 * makes the visitor go.
 */
function speak({ router }: Served, text: string, leaveAfterMs?: number): Promise<string> {
  return new Promise((resolve) => {
    let seen = '';
    const socket = connect(router.target.ports.https, '127.0.0.1', () => socket.write(text));
    if (leaveAfterMs !== undefined) setTimeout(() => socket.destroy(), leaveAfterMs);
    socket.on('data', (data) => {
      seen += data.toString('latin1');
      // An answer is whole when its page is; the connection itself may stay open.
      if (/dynoready explain H\d\d<\/p>\n$/.test(seen)) socket.destroy();
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(seen));
  });
}

interface Case {
  readonly code: string;
  readonly program: string;
  readonly says?: string;
  readonly holds?: boolean;
  readonly line: string;
  readonly status: number | undefined;
}

const CASES: readonly Case[] = [
  {
    code: 'H12',
    program: 'binds-and-never-answers.py',
    line: `at=error code=H12 desc="Request timeout" ${REST} dyno=web.1 connect=… service=… status=503 bytes=0 protocol=https`,
    status: 503,
  },
  {
    code: 'H13',
    program: 'says.py',
    line: `at=error code=H13 desc="Connection closed without response" ${REST} dyno=web.1 connect=… service=… status=503 bytes=0 protocol=https`,
    status: 503,
  },
  {
    code: 'H15',
    program: 'says.py',
    says: 'HTTP/1.1 200 OK\\r\\nContent-Length: 99\\r\\n\\r\\nhalf',
    holds: true,
    line: `at=error code=H15 desc="Idle connection" ${REST} dyno=web.1 connect=… service=… status=503 bytes=4 protocol=https`,
    status: 200,
  },
  {
    code: 'H17',
    program: 'says.py',
    says: 'hello\\r\\n\\r\\n',
    line: `at=error code=H17 desc="Poorly formatted HTTP response" ${REST} dyno=web.1 connect=… service=… status=503 bytes=0 protocol=https`,
    status: 503,
  },
  {
    code: 'H18',
    program: 'says.py',
    says: 'HTTP/1.1 200 OK\\r\\nContent-Length: 99\\r\\n\\r\\nhalf',
    line: `sock=backend at=error code=H18 desc="Server Request Interrupted" ${REST} dyno=web.1 connect=… service=… status=503 bytes=4 protocol=https`,
    status: 200,
  },
  {
    code: 'H19',
    program: 'accepts-nobody.py',
    line: `at=error code=H19 desc="Backend connection timeout" ${REST} dyno=web.1 connect= service= status=503 bytes= protocol=https`,
    status: 503,
  },
  {
    code: 'H21',
    program: 'never-binds.py',
    line: `at=error code=H21 desc="Backend connection refused" ${REST} dyno=web.1 connect= service= status=503 bytes= protocol=https`,
    status: 503,
  },
  ...(
    [
      ['HTTP/1.1 200 OK\\r\\nContent-Length: many\\r\\n\\r\\n', 'invalid content length'],
      [
        'HTTP/1.1 200 OK\\r\\nSet-Cookie: a={9000}\\r\\nContent-Length: 0\\r\\n\\r\\n',
        'oversized cookies',
      ],
      ['HTTP/1.1 200 {9000}\\r\\nContent-Length: 0\\r\\n\\r\\n', 'oversized status line'],
      ['HTTP/1.1 200 OK\\r\\nX: {600000}\\r\\nContent-Length: 0\\r\\n\\r\\n', 'oversized header'],
    ] as const
  ).map(([says, detail]) => ({
    code: `H25 for ${detail}`,
    program: 'says.py',
    says,
    holds: true,
    line: `at=error code=H25 desc="HTTP restriction: ${detail}" ${REST} dyno=web.1 connect=… service=… status=502 bytes=0 protocol=https`,
    status: 502,
  })),
];

test.each(CASES)(
  '$code is provoked by $program',
  async ({ program, says, holds, line, status }) => {
    const vars = {
      ...(says === undefined ? {} : { SAYS: says }),
      ...(holds === true ? { HOLDS: '1' } : {}),
    };
    await serving(program, vars, async (served) => {
      const seen = await speak(served, GET);
      expect(served.lines).toEqual([line]);
      expect(Number(/^HTTP\/1\.1 (\d+)/.exec(seen)?.[1])).toBe(status);
    });
  },
);

test('H11 is provoked by more than 50 requests that wait for one dyno', async () => {
  await serving(
    'binds-and-never-answers.py',
    {},
    async (served) => {
      await Promise.all(Array.from({ length: 55 }, () => speak(served, GET)));
      const codes = served.lines.map((line) => /code=(H\d\d)/.exec(line)?.[1]);
      expect(codes.filter((code) => code === 'H11')).toHaveLength(5);
      expect(codes.filter((code) => code === 'H12')).toHaveLength(50);
      expect(served.lines[0]).toBe(
        `at=error code=H11 desc="Backlog too deep" ${REST} dyno= connect= service= status=503 bytes= protocol=https`,
      );
    },
    // All of them have to be there before the first has waited too long.
    10 * FACTOR,
  );
});

test('H27 is provoked by a visitor who leaves', async () => {
  await serving('answers-slowly.py', {}, async (served) => {
    await speak(served, GET, 150);
    await expect
      .poll(() => served.lines.map((line) => line.replace(/bytes=\d+/, 'bytes=…')))
      .toEqual([
        `sock=client at=warning code=H27 desc="Client Request Interrupted" ${REST} dyno=web.1 connect=… service=… status=499 bytes=… protocol=https`,
      ]);
  });
});

test('H28 is provoked by a visitor who sends half a body and then nothing', async () => {
  await serving('binds-and-never-answers.py', {}, async (served) => {
    await speak(
      served,
      'POST /a?b=1 HTTP/1.1\r\nHost: shop.example.com\r\nContent-Length: 10\r\n\r\nhalf',
    );
    expect(served.lines).toEqual([
      `at=warning code=H28 desc="Client Connection Idle" ${REST.replace('GET', 'POST')} dyno=web.1 connect=… service=… status=499 bytes=0 protocol=https`,
    ]);
  });
});

test('H26 is provoked by a wrong Expect, a wrong header and a wrong chunk', async () => {
  await serving('binds-and-never-answers.py', {}, async (served) => {
    const expecting = await speak(
      served,
      'GET /a?b=1 HTTP/1.1\r\nHost: shop.example.com\r\nExpect: wonders\r\n\r\n',
    );
    expect(expecting).toMatch(/^HTTP\/1\.1 417 Expectation Failed\r\n/);
    const header = await speak(served, 'GET / HTTP/1.1\r\nHo st\x00: x\r\n\r\n');
    expect(header).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    const chunk = await speak(
      served,
      'POST /a?b=1 HTTP/1.1\r\nHost: shop.example.com\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
    );
    expect(chunk).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(
      served.lines.map((line) => line.replace(/(connect|dyno|service)=(…|web\.1)?/g, '$1=')),
    ).toEqual([
      `at=error code=H26 desc="Request Error" cause="unsupported expect header value" ${REST} dyno= connect= service= status=417 bytes= protocol=https`,
      'at=error code=H26 desc="Request Error" cause="bad header" method= path="" host= request_id= fwd="203.0.113.7" dyno= connect= service= status=400 bytes= protocol=https',
      expect.stringMatching(
        /^at=error code=H26 desc="Request Error" cause="bad chunk" method=POST path="\/a\?b=1" .* status=400 bytes=0? protocol=https$/,
      ),
    ]);
  });
});
