import type { RequestListener } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { sendThroughRouter } from '../../../src/heroku/router/send-request.ts';
import { observeBurst } from '../../../src/rehearsal/probe/observe-burst.ts';
import {
  type Credentials,
  isLoginPage,
  observeLogin,
} from '../../../src/rehearsal/probe/observe-login.ts';
import type { Evidence } from '../../../src/rehearsal/rehearsal.ts';
import { HOST, withHttpDyno } from '../../heroku/router/pretend-dyno.ts';

const FORM = `<form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="t0ken">
<input type="text" name="username"><input type="password" name="password"></form>`;

/**
 * A site with a login as Django's admin has one; `knows` says whether the session holds at the next
 * request.
 */
function djangoProject(knows: () => boolean, refuse = false): RequestListener {
  return (request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      const { headers } = request;
      if (request.url === '/admin/') {
        if (headers.cookie === 'sessionid=s1' && knows()) response.writeHead(200).end();
        else response.writeHead(302, { Location: '/login/?next=/admin/' }).end();
      } else if (request.method === 'GET')
        response.writeHead(200, { 'Set-Cookie': 'csrftoken=c1; Secure' }).end(FORM);
      else {
        const fields = new URLSearchParams(body);
        const accepted =
          headers.origin === `https://${HOST}` &&
          headers.cookie === 'csrftoken=c1' &&
          fields.get('csrfmiddlewaretoken') === 't0ken';
        if (!accepted || refuse) response.writeHead(403).end('<h1>CSRF verification failed</h1>');
        else if (fields.get('password') !== 'right') response.writeHead(200).end(FORM);
        else
          response
            .writeHead(302, { Location: '/admin/', 'Set-Cookie': 'sessionid=s1; Secure' })
            .end();
      }
    });
  };
}

async function evidenceOf(
  listener: RequestListener,
  user?: Credentials,
): Promise<readonly Evidence[]> {
  let evidence: readonly Evidence[] = [];
  await withHttpDyno(listener, async ({ target }) => {
    const { signal } = new AbortController();
    const page = await sendThroughRouter(target, { path: '/login/', host: HOST, scheme: 'https' });
    expect(isLoginPage(page)).toBe(true);
    evidence = await observeLogin({
      target,
      host: HOST,
      path: '/login/',
      page,
      guarded: '/admin/',
      createUser: async () => user,
      dynos: ['web.1'],
      signal,
    });
  });
  return evidence;
}
const user: Credentials = { username: 'a', password: 'right' };

test('a form is posted as a browser does, and the session is followed', async () => {
  expect(
    await evidenceOf(
      djangoProject(() => true),
      user,
    ),
  ).toEqual([
    {
      id: 'form-post',
      subject: '/login/',
      name: 'form post to /login/',
      ok: true,
      severity: 'error',
      expected: 'a CSRF token and an Origin header of the app are accepted',
      seen: '302',
    },
    {
      id: 'session',
      name: 'session after the login',
      ok: true,
      severity: 'error',
      expected: 'known to every web dyno',
      seen: 'logged in on web.1',
    },
  ]);
});

test('a session that a dyno does not know fails, with the dyno', async () => {
  expect(
    (
      await evidenceOf(
        djangoProject(() => false),
        user,
      )
    )[1],
  ).toMatchObject({
    ok: false,
    seen: 'web.1 asked to log in again',
    rule: 'sessions-in-process-memory',
  });
});

test('a form that Django refuses fails', async () => {
  expect(await evidenceOf(djangoProject(() => true, true))).toEqual([
    {
      id: 'form-post',
      subject: '/login/',
      name: 'form post to /login/',
      ok: false,
      severity: 'error',
      expected: 'a CSRF token and an Origin header of the app are accepted',
      seen: '403: CSRF verification failed',
      rule: 'proxy-header-missing',
    },
  ]);
});

test('without a person to log in, the form alone is proved', async () => {
  expect(
    (await evidenceOf(djangoProject(() => true))).map(({ name, seen }) => [name, seen]),
  ).toEqual([['form post to /login/', '200']]);
});

test('requests at once that the app fails are counted, and too many connections carry their rule', async () => {
  let asked = 0;
  const some: RequestListener = (_request, response) => {
    asked += 1;
    response.writeHead(asked > 30 ? 500 : 200).end();
  };
  await withHttpDyno(some, async ({ target }) => {
    const error = 'OperationalError: FATAL: too many connections for role "u"';
    expect(
      await observeBurst({
        target,
        host: HOST,
        paths: ['/'],
        dynos: 2,
        database: undefined,
        errorMeanwhile: () => error,
      }),
    ).toEqual({
      id: 'requests-at-once',
      name: '40 requests at once to 2 web dynos',
      ok: false,
      severity: 'error',
      expected: 'no server error',
      seen: '500 (10 times); the log says: OperationalError: FATAL: too many connections for role "u"',
      rule: 'connections-over-plan',
      facts: { error },
    });
  });
});

test('connections are counted while requests run, and a plan that is used up carries the rule whatever the app says', async () => {
  const database = createTcpServer(() => {});
  await new Promise<void>((resolve) => database.listen(0, '127.0.0.1', resolve));
  const { port } = database.address() as AddressInfo;
  const open = await Promise.all(
    Array.from(
      { length: 3 },
      () =>
        new Promise<Socket>(
          (resolve) =>
            void connect(port, '127.0.0.1', function (this: Socket) {
              resolve(this);
            }),
        ),
    ),
  );
  const failing: RequestListener = (_request, response) => response.writeHead(500).end();
  await withHttpDyno(failing, async ({ target }) => {
    const asked = await observeBurst({
      target,
      host: HOST,
      paths: ['/'],
      dynos: 1,
      database: { port, connectionLimit: 3 },
      errorMeanwhile: () => '',
    });
    expect(asked).toMatchObject({
      name: '20 requests at once to one web dyno',
      ok: false,
      rule: 'connections-over-plan',
    });
    // Where the system has no table of connections nothing is said of them.
    if (process.platform === 'linux')
      expect(asked.seen).toBe('500 (20 times); all 3 database connections in use');
  });
  for (const socket of open) socket.destroy();
  await new Promise((resolve) => database.close(resolve));
});

test('a session cookie that browsers drop is no login, whatever the app says', async () => {
  const site = djangoProject(() => true);
  const listener: RequestListener = (request, response) => {
    const { writeHead } = response;
    response.writeHead = ((status: number, headers?: Record<string, string>) => {
      const cookie = headers?.['Set-Cookie'];
      const changed =
        cookie?.startsWith('sessionid=') === true
          ? { ...headers, 'Set-Cookie': `${cookie}; Domain=.herokuapp.com` }
          : headers;
      return writeHead.call(response, status, changed);
    }) as typeof writeHead;
    site(request, response);
  };
  const session = (await evidenceOf(listener, user)).find(({ id }) => id === 'session');
  expect(session).toMatchObject({
    ok: false,
    seen: 'web.1 asked to log in again; browsers drop sessionid: Domain=herokuapp.com is a public suffix',
    rule: 'cookie-domain-refused',
  });
});
