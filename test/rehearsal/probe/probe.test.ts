import type { RequestListener } from 'node:http';
import { expect, test } from 'vitest';
import { chooseHost, DEFAULT_HOST } from '../../../src/heroku/router/choose-host.ts';
import type { Inspection } from '../../../src/rehearsal/inspect-app.ts';
import { probe } from '../../../src/rehearsal/probe/probe.ts';
import { findStaticFile } from '../../../src/rehearsal/probe/static-file.ts';
import type { Evidence } from '../../../src/rehearsal/rehearsal.ts';
import { withHttpDyno } from '../../heroku/router/pretend-dyno.ts';

const HOST = 'shop.example.com';
const inspection: Inspection = {
  allowedHosts: [HOST],
  staticUrl: '/static/',
  staticRoot: 'staticfiles',
  paths: ['/', '/about/'],
  drift: [],
};

interface Site {
  readonly status?: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A hardened site; `change` alters the answer to one request. */
function djangoProject(
  change: (path: string, headers: Readonly<Record<string, unknown>>) => Site | undefined = () =>
    undefined,
): RequestListener {
  return (request, response) => {
    const path = request.url ?? '';
    const send = ({ status = 200, body = '', headers = {} }: Site): void =>
      void response.writeHead(status, headers).end(body);
    const changed = change(path, request.headers);
    if (changed !== undefined) send(changed);
    else if (request.headers.host !== HOST) send({ status: 400 });
    else if (request.headers['x-forwarded-proto'] !== 'https')
      send({ status: 301, headers: { Location: `https://${HOST}${path}` } });
    else if (path === '/static/site.0123456789ab.css')
      send({ headers: { 'Cache-Control': 'max-age=315360000, public, immutable' } });
    else if (path === '/' || path === '/about/') {
      const headers = {
        'Strict-Transport-Security': 'max-age=3600',
        'Set-Cookie': 'csrftoken=x; Path=/; Secure',
      };
      send({ body: '<link href="/static/site.0123456789ab.css">', headers });
    } else send({ status: 404 });
  };
}

async function evidenceOf(
  listener: RequestListener,
  log: string[] = [],
): Promise<{ reason: string | null; lines: string[]; bad: Evidence[] }> {
  let outcome: Awaited<ReturnType<typeof probe>> | undefined;
  await withHttpDyno(listener, async ({ target }) => {
    const tail = () =>
      log.map((message) => ({ at: new Date(), source: 'app', dyno: 'web.1', message }) as const);
    outcome = await probe({
      target,
      host: HOST,
      inspection,
      slugFolder: '/nowhere',
      webSockets: [],
      limitsLogins: false,
      dynos: ['web.1'],
      database: undefined,
      createUser: async () => undefined,
      tail,
      signal: new AbortController().signal,
    });
  });
  const evidence = (outcome?.evidence ?? []).map((one) => ({
    ...one,
    name: one.name.replace(/-[0-9a-f]{8}/, ''),
  }));
  return {
    reason: outcome?.reason ?? null,
    lines: evidence.map(({ ok, name, seen }) => `${ok ? 'ok' : 'BAD'} ${name}: ${seen}`),
    bad: evidence.filter(({ ok }) => !ok),
  };
}

test('a hardened site passes every observation', async () => {
  expect((await evidenceOf(djangoProject())).lines).toEqual([
    'ok 2 pages: 200 (2 times)',
    'ok a page that does not exist: 404',
    'ok static file /static/site.0123456789ab.css: 200, max-age=315360000, public, immutable',
    'ok plain http: 301 to https://shop.example.com/',
    'ok a foreign Host header: 400',
    'ok Strict-Transport-Security: max-age=3600',
    'ok cookies: all Secure',
    'ok 20 requests at once to one web dyno: all answered',
  ]);
});

test('an https request that is redirected to itself is a loop, and nothing else is asked', async () => {
  const { reason, bad } = await evidenceOf(
    djangoProject((path) => ({ status: 301, headers: { Location: `https://${HOST}${path}` } })),
  );
  expect(reason).toBe(
    'page /: 301 to https://shop.example.com/ for ever: neither Django nor the server believes X-Forwarded-Proto',
  );
  expect(bad.map(({ name, rule }) => [name, rule])).toEqual([
    ['page /', 'proxy-header-missing'],
    ['1 page', undefined],
  ]);
});

test('a redirect that ends, one to another host, and one that only sets a cookie are no loops', async () => {
  const answers: Record<string, Site> = {
    '/': { status: 302, headers: { Location: '/about/' } },
    '/about/': { status: 302, headers: { Location: 'https://other.example.com/' } },
  };
  expect((await evidenceOf(djangoProject((path) => answers[path]))).reason).toBeNull();
  const cookie = djangoProject((path, headers) =>
    path === '/' && headers.cookie === undefined
      ? { status: 302, headers: { Location: '/', 'Set-Cookie': 'seen=1; Secure' } }
      : undefined,
  );
  expect((await evidenceOf(cookie)).reason).toBeNull();
});

test('a page with a server error fails and carries the last exception of the log', async () => {
  const log = ['KeyError: of an earlier request'];
  const broken = djangoProject((path) => {
    if (path !== '/about/') return undefined;
    log.push('Traceback', 'ValueError: Missing staticfiles manifest entry', '"GET /about/" 500');
    return { status: 500 };
  });
  const { reason } = await evidenceOf(broken, log);
  expect(reason).toBe(
    'page /about/: 500; the log says: ValueError: Missing staticfiles manifest entry',
  );
});

test('400 for the own host is a refused host', async () => {
  const { reason, bad } = await evidenceOf(djangoProject(() => ({ status: 400 })));
  expect(reason).toBe(
    'page /: 400 for the host shop.example.com: the name that the router sends is not in ALLOWED_HOSTS',
  );
  expect(bad[0]?.rule).toBe('allowed-hosts-empty');
});

test("Django's debug page fails on a page that does not exist", async () => {
  const body =
    "<p>You're seeing this error because you have <code>DEBUG = True</code> in your Django settings file.</p>";
  const { reason, bad } = await evidenceOf(
    djangoProject((path) => (path.startsWith('/no-such') ? { status: 404, body } : undefined)),
  );
  expect(reason).toBe(
    "a page that does not exist: 404 with Django's debug page, which lists every URL of the project",
  );
  expect(bad[0]?.rule).toBe('debug-on');
});

test('a static file that is not served fails, one without a long life only harms', async () => {
  const gone = await evidenceOf(
    djangoProject((path) => (path.startsWith('/static/') ? { status: 404 } : undefined)),
  );
  expect(gone.reason).toBe('static file /static/site.0123456789ab.css: 404');
  const short = await evidenceOf(
    djangoProject((path) =>
      path.startsWith('/static/') ? { headers: { 'Cache-Control': 'max-age=60' } } : undefined,
    ),
  );
  expect(short.reason).toBeNull();
  expect(short.lines).toContain('BAD static file /static/site.0123456789ab.css: 200, max-age=60');
});

test('what an open site lacks is said and does not fail', async () => {
  const open = djangoProject((path) =>
    path === '/' ? { headers: { 'Set-Cookie': 'csrftoken=x; Path=/' } } : { status: 404 },
  );
  const { reason, lines } = await evidenceOf(open);
  expect(reason).toBeNull();
  expect(lines.filter((line) => line.startsWith('BAD'))).toEqual([
    'BAD plain http: 200',
    'BAD a foreign Host header: 200',
    'BAD Strict-Transport-Security: not sent',
    'BAD cookies: csrftoken without Secure',
  ]);
});

test('the host is one that the settings allow and a visitor could type', () => {
  expect(chooseHost(['localhost', '127.0.0.1', 'shop.example.com'])).toBe('shop.example.com');
  expect(chooseHost(['shop.example.com', 'shop-1.herokuapp.com'])).toBe('shop-1.herokuapp.com');
  expect(chooseHost(['.example.com'])).toBe('www.example.com');
  for (const hosts of [[], ['*'], ['localhost'], ['.herokuapp.com']])
    expect(chooseHost(hosts)).toBe(DEFAULT_HOST);
});

test('static files of another host are left alone, and a hashed name is preferred', () => {
  const page = '<script src="/static/a.js"></script><link href=\'/static/b.0123456789ab.css?v=1\'>';
  expect(findStaticFile([page], inspection, '/nowhere')).toBe('/static/b.0123456789ab.css');
  expect(
    findStaticFile([page], { ...inspection, staticUrl: 'https://cdn.example.com/' }, '/nowhere'),
  ).toBeUndefined();
  expect(findStaticFile(['<a href="/static/">'], inspection, '/nowhere')).toBeUndefined();
});
