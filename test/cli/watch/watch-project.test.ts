import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type CheckRun, startCheck } from '../../check/terminal-stand-in.ts';

const WORDS = [
  '--watch',
  '--format',
  'compact',
  '--rule',
  'procfile-tool-missing',
  'procfile-missing',
  'python-version-patch-pinned',
];
const FAULT = 'Procfile:1:6: error: ';
let folder = '';
let controller = new AbortController();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dynoready-watch-'));
  controller = new AbortController();
  writeFileSync(
    join(folder, 'manage.py'),
    'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n',
  );
  writeFileSync(join(folder, 'Procfile'), 'web: uv run gunicorn shop.wsgi\n');
});

afterEach(() => {
  controller.abort();
  rmSync(folder, { recursive: true, force: true });
});

/** Waits until the first report is there, and gives it. */
async function firstReport(running: CheckRun): Promise<string> {
  await expect
    .poll(() => running.err, { timeout: 5000, interval: 10 })
    .toMatch(/waiting for changes/);
  return running.out;
}

/** Waits until something new on standard error ends a report, and gives what was printed for it. */
async function nextReport(running: CheckRun, change: () => void): Promise<string> {
  const [out, err] = [running.out.length, running.err.length];
  change();
  await expect
    .poll(() => running.err.slice(err), { timeout: 5000, interval: 10 })
    .toMatch(/waiting for changes/);
  return running.out.slice(out);
}

test('a changed, a new and a removed file are answered, and Ctrl-C ends with 130', async () => {
  const running = startCheck(folder, WORDS, { signal: controller.signal });
  expect(await firstReport(running)).toContain(FAULT);
  const saved = () => writeFileSync(join(folder, 'Procfile'), 'web: gunicorn shop.wsgi\n');
  expect(await nextReport(running, saved)).toBe('');
  expect(
    await nextReport(running, () => writeFileSync(join(folder, '.python-version'), '3.13.2\n')),
  ).toMatch(/^\.python-version:1:1: \w+: .* \[python-version-patch-pinned\]\n$/);
  const removed = await nextReport(running, () => rmSync(join(folder, 'Procfile')));
  expect(removed).toContain('[procfile-missing]');
  expect(running.err).toMatch(
    /^Checked again after Procfile in \d+ ms; waiting for changes \(Ctrl-C ends\)\.$/m,
  );
  controller.abort();
  expect(await running.ended).toBe(130);
});

test('a file that git would not push is no reason to look again', async () => {
  writeFileSync(join(folder, '.gitignore'), '*.log\n');
  const running = startCheck(folder, WORDS, { signal: controller.signal });
  await firstReport(running);
  const before = running.err;
  writeFileSync(join(folder, 'debug.log'), 'x\n');
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(running.err).toBe(before);
  expect(
    await nextReport(running, () => writeFileSync(join(folder, 'Procfile'), 'web: uv run x\n')),
  ).toContain(FAULT);
});

test('files in folders that appear later are seen too', async () => {
  const running = startCheck(folder, ['--watch', '--format', 'compact', '--rule', 'debug-on'], {
    signal: controller.signal,
  });
  expect(await firstReport(running)).toBe('');
  await nextReport(running, () => {
    mkdirSync(join(folder, 'shop'));
    writeFileSync(join(folder, 'shop/__init__.py'), '');
    writeFileSync(join(folder, 'shop/settings.py'), 'DEBUG = False\n');
  });
  expect(
    await nextReport(running, () =>
      writeFileSync(join(folder, 'shop/settings.py'), 'DEBUG = True\n'),
    ),
  ).toContain('[debug-on]');
});

test('a configuration that is half written is told, and the watch goes on', async () => {
  const running = startCheck(folder, WORDS, { signal: controller.signal });
  await firstReport(running);
  const pyproject = (text: string) => () => writeFileSync(join(folder, 'pyproject.toml'), text);
  expect(
    await nextReport(running, pyproject('[tool.dynoready.rules]\nprocfile-tool-missing = "of"\n')),
  ).toContain("pyproject.toml:2: 'of' is no level");
  expect(
    await nextReport(running, pyproject('[tool.dynoready.rules]\nprocfile-tool-missing = "off"\n')),
  ).toBe('');
});

test('a terminal is cleared before each report, other output is not', async () => {
  const running = startCheck(folder, WORDS, { signal: controller.signal, interactive: true });
  expect(await firstReport(running)).toMatch(new RegExp(`^\\x1b\\[H\\x1b\\[2J\\x1b\\[3J${FAULT}`));
  const plain = startCheck(folder, WORDS, { signal: controller.signal });
  expect(await firstReport(plain)).not.toContain('\x1b');
});
