import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { probeRequest } from '../../src/cli/probe-request.ts';
import { recordingTerminal } from '../clock/recording-terminal.ts';

const SHOP = fileURLToPath(new URL('../fixtures/programs/shop', import.meta.url));
const GIVEN = [
  'SECRET_KEY=a-secret-that-nobody-may-read-0123456789-ABCDEFGHIJ',
  'ALLOWED_HOSTS=localhost,shop.example.com',
];

/** Reads a clock 1,000 times itself, and ten times in a module that is named like a tracer. */
const URLS = `import time
from datetime import datetime

from django.http import HttpResponse
from django.urls import path

from opentelemetry import spans


def busy(request):
    for _ in range(400):
        time.perf_counter()
    for _ in range(400):
        time.time()
    for _ in range(200):
        datetime.now()
    spans.record()
    return HttpResponse("ok")


urlpatterns = [path("", busy), path("busy/", busy)]
`;

test('a view that reads a known number of times is counted exactly, with who reads', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'probe-request-'));
  try {
    cpSync(SHOP, folder, { recursive: true });
    writeFileSync(join(folder, 'shop/urls.py'), URLS);
    cpSync(join(SHOP, 'shop/__init__.py'), join(folder, 'opentelemetry/__init__.py'));
    writeFileSync(
      join(folder, 'opentelemetry/spans.py'),
      'import time\n\n\ndef record():\n    for _ in range(10):\n        time.monotonic_ns()\n',
    );
    for (const args of [
      ['init', '-q'],
      ['add', '-A'],
      ['-c', 'user.email=a@example.com', '-c', 'user.name=a', 'commit', '-qm', 'shop'],
    ])
      execFileSync('git', args, { cwd: folder });
    const terminal = recordingTerminal(folder, {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
    });
    const exitCode = await probeRequest(terminal, {
      path: '/busy/',
      configVar: GIVEN,
      format: 'json',
      measurement: {
        schemaVersion: 1,
        system: 'Linux',
        machine: 'x86_64',
        kernel: '6.1',
        python: '3.12',
        dyno: null,
      },
    });
    expect(exitCode, terminal.shown.err).toBe(0);
    const { request } = JSON.parse(terminal.shown.out) as {
      request: { status: number; callers: { module: string; reads: number; kind: string }[] };
    };
    expect(request.status).toBe(200);
    const [first, ...others] = request.callers;
    expect(first).toEqual({ module: 'shop.urls', function: 'busy', reads: 1000, kind: 'project' });
    expect(others).toContainEqual({
      module: 'opentelemetry.spans',
      function: 'record',
      reads: 10,
      kind: 'tracer',
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 300_000);
