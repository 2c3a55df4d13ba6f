import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { openDrain } from '../../../src/heroku/logs/drain.ts';
import type { LogLine } from '../../../src/heroku/logs/log-line.ts';
import { findFreePort } from '../../../src/machine/free-port.ts';

/** Receivers that are not ours: rsyslog reads the frames, nginx takes the requests. */
const found = ['rsyslogd', 'nginx'].filter((name) => hasProgram(name));

function hasProgram(name: string): boolean {
  try {
    execFileSync('sh', ['-c', `PATH="$PATH:/usr/sbin" command -v ${name}`]);
    return true;
  } catch {
    return false;
  }
}

const at = new Date('2026-11-24T01:02:03.456Z');
const long = 'x'.repeat(10_000);
const LINES: readonly LogLine[] = [
  { at, source: 'app', dyno: 'web.1', message: 'Grüße aus Köln, two  blanks' },
  {
    at,
    source: 'heroku',
    dyno: 'router',
    message: 'at=info method=GET path="/" host=shop.example.com',
  },
  { at, source: 'heroku', dyno: 'web.1', message: 'State changed from starting to up' },
  { at, source: 'app', dyno: 'worker.1', message: long },
  { at, source: 'app', dyno: 'worker.1', message: long.slice(1) },
  { at, source: 'app', dyno: 'run.1', message: '' },
];
/** Priority, time, host, app, process and text, as rsyslog read them. */
const READ = [
  '190|2026-11-24T01:02:03.456000+00:00|host|app|web.1|Grüße aus Köln, two  blanks',
  '158|2026-11-24T01:02:03.456000+00:00|host|heroku|router|at=info method=GET path="/" host=shop.example.com',
  '45|2026-11-24T01:02:03.456000+00:00|host|heroku|web.1|State changed from starting to up',
  `190|2026-11-24T01:02:03.456000+00:00|host|app|worker.1|${long}`,
  `190|2026-11-24T01:02:03.456000+00:00|host|app|worker.1|${long.slice(1)}`,
  '190|2026-11-24T01:02:03.456000+00:00|host|app|run.1|',
];

let folder: string;
let syslogPort: number;
let httpsPort: number;
const running: ChildProcess[] = [];

beforeAll(async () => {
  if (found.length < 2) return;
  folder = mkdtempSync(join(tmpdir(), 'dynoready-drain-'));
  syslogPort = await findFreePort();
  httpsPort = await findFreePort();
  writeFileSync(
    join(folder, 'rsyslog.conf'),
    `global(workDirectory="${folder}" maxMessageSize="64k")
module(load="imtcp")
template(name="fields" type="string" string="%pri%|%timestamp:::date-rfc3339%|%hostname%|%app-name%|%procid%|%msg%\\n")
input(type="imtcp" port="${syslogPort}" address="127.0.0.1")
action(type="omfile" file="${folder}/read.log" template="fields")
`,
  );
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=127.0.0.1'],
      ...['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'certificate.pem')],
    ],
    { stdio: 'ignore' },
  );
  // The body is kept as it came; a location has to do something for that, such as asking another
  // one.
  writeFileSync(
    join(folder, 'nginx.conf'),
    `daemon off; pid ${folder}/nginx.pid; error_log ${folder}/error.log; events {}
${process.getuid?.() === 0 ? 'user root;' : ''}
http {
  log_format taken '$uri|$request_method|$http_content_type|$http_logplex_msg_count|$http_logplex_frame_id|$http_logplex_drain_token|$status';
  access_log ${folder}/access.log taken;
  client_body_temp_path ${folder}/bodies; proxy_temp_path ${folder}/p; fastcgi_temp_path ${folder}/f; uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
  server {
    listen 127.0.0.1:${httpsPort} ssl; ssl_certificate ${folder}/certificate.pem; ssl_certificate_key ${folder}/key.pem;
    location /logs { client_body_in_file_only on; proxy_ssl_verify off; proxy_pass https://127.0.0.1:${httpsPort}/taken; }
    location /taken { access_log off; return 204; }
    location /full { return 503; }
  }
}
`,
  );
  const path = `${process.env.PATH}:/usr/sbin`;
  const start = (file: string, args: readonly string[]): void =>
    void running.push(spawn(file, args, { stdio: 'ignore', env: { ...process.env, PATH: path } }));
  start('rsyslogd', ['-n', '-f', join(folder, 'rsyslog.conf'), '-i', join(folder, 'rsyslog.pid')]);
  start('nginx', ['-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')]);
  for (const port of [syslogPort, httpsPort])
    await vi.waitFor(async () => expect(await answers(port)).toBe(true), { timeout: 10_000 });
});

afterAll(async () => {
  await Promise.all(
    running.map(
      (one) =>
        new Promise<void>((resolve) =>
          one.exitCode === null ? one.once('exit', () => resolve()) && one.kill() : resolve(),
        ),
    ),
  );
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

beforeEach(() => {
  // The certificate was made a moment ago: whether Node trusts one is Node's own matter.
  const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
  return () => {
    if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
  };
});

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () =>
      resolve(false),
    );
    socket.on('connect', () => socket.destroy());
  });
}

const linesOf = (name: string): string[] => {
  try {
    return readFileSync(join(folder, name), 'utf8').split('\n').slice(0, -1);
  } catch {
    return [];
  }
};

describe.skipIf(found.length < 2)(`drains into ${found.join(' and ')}`, () => {
  test('rsyslog reads every field of a syslog drain', async () => {
    const drain = openDrain(`syslog://127.0.0.1:${syslogPort}`);
    for (const line of LINES) drain.write(line);
    expect(await drain.close()).toBeUndefined();
    await expect.poll(() => linesOf('read.log'), { timeout: 10_000 }).toEqual(READ);
  });

  test('nginx takes the requests of an HTTPS drain, and rsyslog reads as many messages out of them as they say', async () => {
    const before = linesOf('read.log').length;
    const drain = openDrain(`https://127.0.0.1:${httpsPort}/logs`);
    for (const line of [
      ...LINES,
      ...Array.from({ length: 144 }, (_, index) => ({ ...LINES[0]!, message: `line ${index}` })),
    ])
      drain.write(line);
    expect(await drain.close()).toBeUndefined();
    await expect.poll(() => linesOf('access.log').length, { timeout: 10_000 }).toBe(2);
    const requests = linesOf('access.log').map((line) => line.split('|'));
    expect(
      requests.map(([uri, method, type, count, , , status]) => [uri, method, type, count, status]),
    ).toEqual([
      ['/logs', 'POST', 'application/logplex-1', '100', '204'],
      ['/logs', 'POST', 'application/logplex-1', '50', '204'],
    ]);
    expect(new Set(requests.map((fields) => fields[4])).size).toBe(2);
    expect(new Set(requests.map((fields) => fields[5])).size).toBe(1);
    expect(requests[0]?.[5]).toMatch(/^d\.[0-9a-f-]{36}$/);
    for (const name of readdirSync(join(folder, 'bodies')).sort()) {
      const body = readFileSync(join(folder, 'bodies', name));
      await new Promise<void>((resolve) =>
        connect(syslogPort, '127.0.0.1').end(body, () => resolve()),
      );
    }
    await expect.poll(() => linesOf('read.log').length - before, { timeout: 10_000 }).toBe(150);
    expect(
      linesOf('read.log')
        .slice(before)
        .filter((line) => READ.includes(line))
        .sort(),
    ).toEqual([...READ].sort());
  });

  test('a receiver that refuses is named by its answer, one that is gone by its port', async () => {
    const refused = openDrain(`https://127.0.0.1:${httpsPort}/full`);
    refused.write(LINES[0]!);
    expect(await refused.close()).toBe('it answered 503; 1 line did not arrive');
    const gone = openDrain(`syslog://127.0.0.1:${await findFreePort()}`);
    gone.write(LINES[0]!);
    expect(await gone.close()).toMatch(/ECONNREFUSED/);
  });
});
