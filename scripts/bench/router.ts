import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DEFAULT_HOST } from '../../src/heroku/router/choose-host.ts';
import { findFreePort } from '../../src/machine/free-port.ts';
import { soak } from '../../test/heroku/router/soak.ts';
import { downloadThrough, uploadThrough } from '../../test/heroku/router/stream.ts';
import type { DemoProject } from './demo-project.ts';
import { median, type Row } from './measure.ts';

const ROUNDS = 3;
/** Requests of one round, from so many visitors at once over connections that stay open. */
const REQUESTS = 600;
const VISITORS = 8;
/** Requests one after the other, for the time that the router adds to each. */
const SINGLE = 150;
const UP_LIMIT_MS = 120_000;
/** What buffers and the garbage collector may take while 1 GiB passes. */
const FLAT_MB = 128;
/** Milliseconds of requests while dynos are killed. */
const SOAK_MS = 20_000;
const NGINX = ['/usr/sbin/nginx', '/usr/bin/nginx'].find(existsSync);

interface Target {
  readonly port: number;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The router of `dynoready up` against the same gunicorn reached directly and through nginx with
 * the settings of a plain reverse proxy, which also opens a connection for each request to the app.
 * Then 1 GiB through the router in both directions, and requests while dynos are killed at random.
 */
export async function benchRouter(demo: DemoProject, say: (line: string) => void): Promise<Row[]> {
  const rows: Row[] = [];
  const port = await findFreePort();
  const up = spawn(process.execPath, [demo.main, 'up', '--port', String(port)], {
    cwd: demo.after,
    env: { ...demo.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  try {
    say('The router: waiting for the demo page to be up');
    const dynoPort = await untilUp(up);
    const forwarded = {
      Host: DEFAULT_HOST,
      'X-Forwarded-Proto': 'https',
      'X-Forwarded-For': '203.0.113.7',
    };
    const ours: Target = { port, headers: { Host: `localhost:${port}` } };
    const direct: Target = { port: dynoPort, headers: forwarded };
    if (NGINX === undefined)
      say(
        'nginx is not installed, so the router is held against gunicorn alone: apt-get install nginx-light',
      );
    else {
      const proxy = await startNginx(demo.folder, dynoPort);
      try {
        say('The router: requests from 8 visitors, in turns with nginx');
        const taken: { ours: number[]; nginx: number[] } = { ours: [], nginx: [] };
        await many(ours);
        await many({ port: proxy.port, headers: forwarded });
        for (let round = 0; round < ROUNDS; round += 1) {
          taken.ours.push(await many(ours));
          taken.nginx.push(await many({ port: proxy.port, headers: forwarded }));
        }
        const [oursMs, referenceMs] = [median(taken.ours), median(taken.nginx)];
        say(`The router: ${perSecond(oursMs)} requests a second, nginx ${perSecond(referenceMs)}`);
        rows.push({
          what: `router, ${REQUESTS} requests`,
          reference: 'nginx before the same gunicorn',
          oursMs,
          referenceMs,
          atMost: 2,
        });
      } finally {
        proxy.process.kill('SIGKILL');
      }
    }
    say('The router: one request after the other, in turns with gunicorn itself');
    const single: { ours: number[]; direct: number[] } = { ours: [], direct: [] };
    for (let number = 0; number < SINGLE; number += 1) {
      single.ours.push(await one(ours, undefined));
      single.direct.push(await one(direct, undefined));
    }
    const added = median(single.ours) - median(single.direct);
    say(
      `The router adds ${added.toFixed(2)} ms to a request of ${median(single.direct).toFixed(2)} ms (medians)`,
    );
    rows.push({
      what: 'router, one request',
      reference: 'gunicorn directly, and 2 ms',
      oursMs: median(single.ours),
      referenceMs: median(single.direct) + 2,
      atMost: 1,
    });
  } finally {
    up.kill('SIGINT');
    await new Promise((resolve) => up.once('close', resolve));
  }
  for (const [name, stream] of [
    ['to the visitor', downloadThrough],
    ['to the dyno', uploadThrough],
  ] as const) {
    const small = await stream(64 * 2 ** 20);
    const large = await stream(2 ** 30);
    say(
      `The router: 1 GiB ${name} in ${(large.durationMs / 1000).toFixed(1)} s; memory rose by ${large.grownMb.toFixed(0)} MB (64 MiB: ${small.grownMb.toFixed(0)} MB)`,
    );
    if (large.grownMb > FLAT_MB)
      throw new Error(
        `1 GiB ${name} let the memory rise by ${large.grownMb.toFixed(0)} MB, promised are ${FLAT_MB}`,
      );
  }
  const { seen, logged, dynosStarted, descriptorsLeft, processesLeft } = await soak(
    SOAK_MS,
    join(demo.checkout, 'test/fixtures/programs'),
  );
  const coded = [...seen].reduce(
    (sum, [label, count]) => (label.startsWith('H') ? sum + count : sum),
    0,
  );
  const lost = [...seen].filter(([label]) => !/^(200|H\d+)$/.test(label));
  const answers = [...seen].map(([label, count]) => `${label} ${count}`).join(', ');
  say(
    `The router: dynos killed at random for ${SOAK_MS / 1000} s, ${dynosStarted} started: ${answers}; ${descriptorsLeft} descriptors and ${processesLeft} processes left`,
  );
  if (lost.length > 0 || logged !== coded || processesLeft > 0)
    throw new Error('a request was lost without a code, or a process was left');
  return rows;
}

function perSecond(elapsedMs: number): string {
  return ((REQUESTS / elapsedMs) * 1000).toFixed(0);
}

/** Milliseconds for all requests together. */
async function many(target: Target): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: VISITORS });
  const started = performance.now();
  let left = REQUESTS;
  const visitor = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await one(target, agent);
    }
  };
  await Promise.all(Array.from({ length: VISITORS }, visitor));
  agent.destroy();
  return performance.now() - started;
}

/** Milliseconds until the whole page is there. Rejects for anything but a 200. */
function one({ port, headers }: Target, agent: Agent | undefined): Promise<number> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    request(
      {
        host: '127.0.0.1',
        port,
        path: '/',
        headers,
        ...(agent === undefined ? { agent: false } : { agent }),
      },
      (response) => {
        response.resume();
        response.on('end', () =>
          response.statusCode === 200
            ? resolve(performance.now() - started)
            : reject(new Error(`port ${port} answered ${response.statusCode}`)),
        );
      },
    )
      .on('error', reject)
      .end();
  });
}

/** Waits until `up` says that the app is up, and tells the port of its one web dyno. */
function untilUp(up: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let shown = '';
    const timer = setTimeout(
      () =>
        reject(
          new Error(`dynoready up was not up after ${UP_LIMIT_MS} ms:\n${shown.slice(-2000)}`),
        ),
      UP_LIMIT_MS,
    );
    up.stdout?.resume();
    up.stderr?.on('data', (chunk: Buffer) => {
      shown += String(chunk);
      if (!shown.includes('The app is up')) return;
      shown = '';
      clearTimeout(timer);
      const port = portOfDyno(up.pid ?? 0);
      if (port === undefined)
        reject(new Error('the web dyno of dynoready up was not found in /proc'));
      else resolve(port);
    });
    up.on('close', (code) => {
      clearTimeout(timer);
      reject(new Error(`dynoready up ended with ${code}:\n${shown.slice(-2000)}`));
    });
  });
}

/** The PORT of web.1, from the environment of a process in the workspace of that `up`. */
function portOfDyno(upPid: number): number | undefined {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const environment = readFileSync(`/proc/${pid}/environ`, 'latin1');
      if (!environment.includes('DYNO=web.1') || !environment.includes(`dynoready-${upPid}-`))
        continue;
      const port = /(?:^|\0)PORT=(\d+)/.exec(environment)?.[1];
      if (port !== undefined) return Number(port);
    } catch {
      // Ended meanwhile.
    }
  }
  return undefined;
}

async function startNginx(
  folder: string,
  dynoPort: number,
): Promise<{ process: ChildProcess; port: number }> {
  const port = await findFreePort();
  const prefix = join(folder, 'nginx');
  mkdirSync(prefix);
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${prefix}/${name};`)
    .join(' ');
  writeFileSync(
    join(prefix, 'nginx.conf'),
    `daemon off; master_process off; pid ${prefix}/pid; error_log stderr error;
events { worker_connections 256; }
http {
  access_log ${prefix}/access.log; ${paths}
  server {
    listen 127.0.0.1:${port};
    location / { proxy_pass http://127.0.0.1:${dynoPort}; proxy_set_header Host $http_host; }
  }
}
`,
  );
  const child = spawn(NGINX ?? 'nginx', ['-p', prefix, '-c', join(prefix, 'nginx.conf')], {
    stdio: 'ignore',
  });
  for (let look = 0; look < 50; look += 1) {
    if (
      await one(
        { port, headers: { Host: DEFAULT_HOST, 'X-Forwarded-Proto': 'https' } },
        undefined,
      ).then(
        () => true,
        () => false,
      )
    )
      break;
    await pause(100);
  }
  return { process: child, port };
}
