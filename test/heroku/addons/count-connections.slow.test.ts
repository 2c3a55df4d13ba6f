import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runProcess } from '../../../src/machine/process.ts';
import { readRepository } from '../../../src/project/read.ts';
import { rehearse } from '../../../src/rehearsal/rehearse.ts';
import { apply, fixture, planFor } from '../../scaffold/fixture-project.ts';

/** The stock project made ready, with a page that holds its database connection for a moment. */
const SLOW_PAGE = `
from django.db import connection
from django.http import HttpResponse


def slow(request):
    with connection.cursor() as cursor:
        cursor.execute("select pg_sleep(0.3)")
    return HttpResponse("<p>slept</p>")


urlpatterns += [path("", slow)]
`;

let root = '';

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'connections-test-'));
  cpSync(
    fileURLToPath(new URL('../../fixtures/projects/startproject-6.1', import.meta.url)),
    root,
    { recursive: true },
  );
  const before = fixture('startproject-6.1');
  const after = apply(before, planFor(before, { settings: 'single' }));
  for (const [path, text] of Object.entries(after)) writeFileSync(join(root, path), text);
  const urls = join(root, 'mysite/urls.py');
  writeFileSync(urls, readFileSync(urls, 'utf8') + SLOW_PAGE);
  for (const args of [
    ['init', '-q'],
    ['add', '--all'],
    ['-c', 'user.name=x', '-c', 'user.email=x@example.com', 'commit', '-qm', 'x'],
  ])
    await runProcess({
      file: 'git',
      args,
      cwd: root,
      env: process.env as Record<string, string>,
      timeoutMs: 30_000,
    });
});
afterAll(() => rmSync(root, { recursive: true }));

/** What was seen of many requests at once. */
async function burst(dynos: number, workers: number) {
  const { phases } = await rehearse({
    repository: readRepository(root),
    given: { WEB_CONCURRENCY: String(workers), ALLOWED_HOSTS: '.herokuapp.com' },
    strict: false,
    scale: new Map([['web', dynos]]),
    timeFactor: 1,
    signal: new AbortController().signal,
    env: process.env,
  });
  const evidence = phases
    .find(({ name }) => name === 'probe')
    ?.evidence.find(({ name }) => name.includes('at once'));
  return {
    evidence,
    verdicts: phases.filter(({ verdict }) => verdict !== 'passed').map(({ name }) => name),
  };
}

test('three dynos of four workers and five threads are more than the smallest plan allows, and the rule that leadsTo it is named', async () => {
  const { evidence, verdicts } = await burst(3, 4);
  expect(verdicts).toEqual(['probe']);
  expect(evidence).toMatchObject({
    name: '60 requests at once to 3 web dynos',
    ok: false,
    rule: 'connections-over-plan',
  });
  expect(evidence?.seen).toMatch(
    /^500 \(\d+ times\); all 20 database connections in use; the log says: .*FATAL: {2}too many connections for role "u\w+"/,
  );
});

test('one dyno of two workers stays below it, with the count', async () => {
  const { evidence, verdicts } = await burst(1, 2);
  expect(verdicts).toEqual([]);
  expect(evidence?.seen).toMatch(/^all answered; ([1-9]|1\d) of 20 database connections in use$/);
});
