import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadRules } from '../../../src/check/catalogue.ts';
import { runRules } from '../../../src/check/run.ts';
import { startAppRouter } from '../../../src/heroku/router/app-router.ts';
import { type RouterAnswer, sendThroughRouter } from '../../../src/heroku/router/send-request.ts';
import { runProcess } from '../../../src/machine/process.ts';
import { readRepository } from '../../../src/project/read.ts';
import type { Rehearsal } from '../../../src/rehearsal/rehearsal.ts';
import { rehearse } from '../../../src/rehearsal/rehearse.ts';
import { runScaffold } from '../../../src/scaffold/flow/run-scaffold.ts';
import { newestPython } from '../../interpreter.ts';
import { type Loopback, startBucket, startMailServer } from '../loopback-servers.ts';

const STOCK = fileURLToPath(new URL('../../fixtures/projects/startproject-6.1', import.meta.url));
const CASES = fileURLToPath(new URL('../../edits/pre-commit', import.meta.url));
const CHOICES = {
  environment: 'environ',
  cache: 'redis',
  tasks: 'celery',
  storage: 's3',
  email: 'smtp',
  sentry: true,
  csp: 'enforce',
  health: true,
  reviewApps: true,
  ci: 'github',
  preCommit: true,
};
/**
 * A page with an inline script, and one that stores a file and sends a mail, as an app of a person
 * would.
 */
const PAGES = `from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import send_mail
from django.http import HttpResponse
from django.shortcuts import render


def page(request):
    return render(request, "page.html")


def trial(request):
    if "go" not in request.GET:  # the probe looks at every page as well
        return HttpResponse("not yet")
    name = default_storage.save("photo.jpg", ContentFile(b"the picture"))
    again = default_storage.save("photo.jpg", ContentFile(b"another picture"))
    send_mail("Stored", f"{name} and {again}", None, ["owner@example.com"])
    return HttpResponse(f"{name} {again} {default_storage.url(name)}", content_type="text/plain")
`;

let folder = '';
let root = '';
let mail: Loopback<string[]>;
let bucket: Awaited<ReturnType<typeof startBucket>>;
let rehearsal: Rehearsal;
const answers = new Map<string, RouterAnswer>();

const edit = (path: string, change: (text: string) => string): void =>
  writeFileSync(join(root, path), change(readFileSync(join(root, path), 'utf8')));

async function run(...[file = '', ...args]: string[]): Promise<string> {
  const { exitCode, output } = await runProcess({
    file,
    args,
    cwd: root,
    env: process.env as Record<string, string>,
    timeoutMs: 120_000,
  });
  expect(exitCode, output).toBe(0);
  return output;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'extras-test-'));
  root = join(folder, 'project');
  cpSync(STOCK, root, { recursive: true });
  writeFileSync(join(root, 'mysite/pages.py'), PAGES);
  mkdirSync(join(root, 'templates'));
  writeFileSync(
    join(root, 'templates/page.html'),
    '<title>Page</title>\n<script>document.title = "ran"</script>\n',
  );
  edit('mysite/settings.py', (text) =>
    text.replace("'DIRS': []", "'DIRS': [BASE_DIR / 'templates']"),
  );
  edit('mysite/urls.py', (text) =>
    text
      .replace(
        'from django.urls import path',
        'from django.urls import path\n\nfrom . import pages',
      )
      .replace(
        'urlpatterns = [',
        "urlpatterns = [\n    path('', pages.page),\n    path('trial/', pages.trial),",
      ),
  );
  [mail, bucket] = [await startMailServer(), await startBucket()];

  const python = /\/3\.(13|12)|python3\.(13|12)/.exec(await newestPython(['3.13', '3.12']));
  const silent = {
    ask: undefined,
    say: () => {},
    print: () => {},
    style: { color: false, columns: 80 },
    stateFolder: join(folder, 'state'),
    version: '0.1.0',
    env: process.env,
    signal: new AbortController().signal,
  };
  const ui = { ...silent, pythonLines: async () => [`3.${python?.[1] ?? python?.[2] ?? '13'}`] };
  const { plan } = await runScaffold(root, { yes: true, settings: 'split', ...CHOICES }, ui);
  expect(plan.declined.map(({ next }) => next)).toEqual([
    'Write <script nonce="{{ csp_nonce }}">, or move it into a static file.',
  ]);
  edit('templates/page.html', (text) =>
    text.replace('<script>', '<script nonce="{{ csp_nonce }}">'),
  );
  expect((await runScaffold(root, { yes: true }, ui)).plan).toMatchObject({
    changes: [],
    declined: [],
  });
  await run('git', 'init', '-q');
  await run('git', 'add', '-A');
  await run('git', '-c', 'user.email=a@example.com', '-c', 'user.name=a', 'commit', '-qm', 'ready');

  const router = await startAppRouter();
  const given = {
    EMAIL_HOST: '127.0.0.1',
    EMAIL_PORT: String(mail.port),
    EMAIL_USE_TLS: 'false',
    DEFAULT_FROM_EMAIL: 'shop@example.com',
    AWS_STORAGE_BUCKET_NAME: 'uploads',
    AWS_ACCESS_KEY_ID: 'the-key',
    AWS_SECRET_ACCESS_KEY: 'the-secret',
    AWS_S3_REGION_NAME: 'eu-west-1',
    AWS_S3_ENDPOINT_URL: `http://127.0.0.1:${bucket.port}`,
  };
  rehearsal = await rehearse({
    repository: readRepository(root),
    given,
    strict: false,
    signal: new AbortController().signal,
    env: process.env,
    router,
    whileUp: async ({ host }) => {
      for (const path of ['/', '/health/', '/trial/?go=1'])
        answers.set(path, await sendThroughRouter(router.target, { path, host, scheme: 'https' }));
    },
  });
  await router.close();
});
afterAll(async () => {
  await mail.close();
  await bucket.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a project with every extra goes through the whole rehearsal, and the deploy check has nothing to say', () => {
  expect(
    rehearsal.phases.map(({ name, verdict, reason }) =>
      `${name} ${verdict} ${reason ?? ''}`.trim(),
    ),
  ).toEqual(
    ['detect', 'build', 'check', 'release', 'boot', 'probe', 'stop'].map(
      (name) => `${name} passed`,
    ),
  );
  expect(JSON.stringify(rehearsal.phases.find(({ name }) => name === 'check')?.evidence)).toContain(
    'no warning',
  );
});

test('has a cache and a worker that answers, both through the TLS of Redis', () => {
  const seen = rehearsal.phases.flatMap(({ evidence }) =>
    evidence.map((one) => `${one.name}: ${one.seen}`),
  );
  expect(seen).toEqual(
    expect.arrayContaining([
      'cache: RedisCache: set and read over TLS',
      'worker.1: running',
      'worker: a ping: it answers',
    ]),
  );
});

test('answers its health page, and sends the policy with the nonce of the page', () => {
  expect(answers.get('/health/')).toMatchObject({ status: 200, body: 'ok' });
  expect(answers.get('/health/')?.headers['content-security-policy']).toBe(
    "default-src 'self'; script-src 'self'; img-src 'self' data: https:; media-src 'self' https:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'",
  );
  const page = answers.get('/')!;
  const nonce = /<script nonce="([^"]+)">/.exec(page.body)?.[1];
  expect(nonce).toMatch(/^\S{16,}$/);
  expect(page.headers['content-security-policy']).toContain(`script-src 'self' 'nonce-${nonce}';`);
});

test('keeps uploads in the bucket, two of one name apart, and hands out signed addresses', () => {
  const [first, second, address] = answers.get('/trial/?go=1')!.body.split(' ');
  expect(bucket.received.get(`/uploads/${first}`)?.body).toContain('the picture');
  expect(bucket.received.get(`/uploads/${second}`)?.body).toContain('another picture');
  expect(bucket.received.get(`/uploads/${first}`)?.authorization).toMatch(
    /^AWS4-HMAC-SHA256 Credential=the-key\/\d+\/eu-west-1\/s3\//,
  );
  expect(first).toBe('photo.jpg');
  expect(second).not.toBe(first);
  expect(address).toContain(
    `http://127.0.0.1:${bucket.port}/uploads/photo.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256`,
  );
});

test('sends mail through the server that the config vars name', () => {
  expect(mail.received).toHaveLength(1);
  expect(mail.received[0]).toContain('From: shop@example.com');
  expect(mail.received[0]).toContain('photo.jpg and photo_');
});

test('leaves no rule with anything to say, and its YAML is YAML', async () => {
  expect(
    runRules(readRepository(root), await loadRules()).map(({ rule, what }) => `${rule}: ${what}`),
  ).toEqual([]);
  const packages = join(folder, 'packages');
  const python = await newestPython();
  await run(
    python,
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '--target',
    packages,
    'pyyaml',
  );
  const code = `import json, sys; sys.path.insert(0, ${JSON.stringify(packages)}); import yaml; print(json.dumps([yaml.safe_load(open(p)) for p in sys.argv[1:]]))`;
  const load = async (...paths: string[]): Promise<unknown[]> =>
    JSON.parse((await run(python, '-c', code, ...paths)).trim().split('\n').at(-1)!);
  const [workflow, hooks] = (await load(
    '.github/workflows/dynoready.yml',
    '.pre-commit-config.yaml',
  )) as Record<string, never>[];
  expect(workflow).toMatchObject({
    permissions: { contents: 'read' },
    jobs: { check: {}, rehearse: { 'timeout-minutes': 20 } },
  });
  const command = (
    workflow!.jobs as unknown as { rehearse: { steps: { run?: string }[] } }
  ).rehearse.steps.at(-1)?.run;
  expect(command).toMatch(
    / dynoready rehearse --config-var AWS_ACCESS_KEY_ID=rehearsed .*--config-var EMAIL_HOST=rehearsed$/,
  );
  expect(hooks).toMatchObject({
    repos: [
      { repo: 'local', hooks: [{ id: 'dynoready', language: 'node', pass_filenames: false }] },
    ],
  });

  // Every case of the edit adds one repository behind the others and changes nothing else.
  const cases = readdirSync(CASES).filter((name) => existsSync(join(CASES, name, 'output.yaml')));
  const before = (await load(...cases.map((name) => join(CASES, name, 'input.yaml')))) as {
    repos: unknown[];
  }[];
  const after = (await load(...cases.map((name) => join(CASES, name, 'output.yaml')))) as {
    repos: unknown[];
  }[];
  const added = { repo: 'local', hooks: [{ id: 'dynoready' }] };
  expect(after).toEqual(before.map((one) => ({ ...one, repos: [...one.repos, added] })));
});
