import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { askForNewerVersion } from '../../src/cli/newer-version.ts';
import { runCommandLine } from '../../src/cli/run.ts';
import { packageVersion } from '../../src/machine/package-version.ts';
import { recordingTerminal } from '../clock/recording-terminal.ts';
import { useShippedFacts } from '../facts/use-august-facts.ts';

/** A registry that answers with a version, and a terminal that leads to it. */
async function registryWith(answer: string | 'silence') {
  const asked: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    asked.push(url);
    if (answer !== 'silence') response.end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cache = mkdtempSync(join(tmpdir(), 'dynoready-newer-'));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
    rmSync(cache, { recursive: true });
  });
  const { port } = server.address() as AddressInfo;
  const env = { DYNOREADY_CACHE: cache, npm_config_registry: `http://127.0.0.1:${port}/` };
  const terminal = { ...recordingTerminal(cache, env), interactive: true };
  return { asked, env, terminal };
}

const NEWER = '{"name": "generator-dynoready", "version": "999.1.0"}';

test('a newer version is told once a day, with how to get it and how to turn it off', async () => {
  const { asked, terminal } = await registryWith(NEWER);
  expect(await askForNewerVersion(terminal, '2026-12-01')()).toBe(
    `dynoready 999.1.0 is out; this is ${packageVersion()}. Update it: npm install --global generator-dynoready@latest\nNO_UPDATE_NOTIFIER=1 turns this note off.`,
  );
  expect(await askForNewerVersion(terminal, '2026-12-01')()).toBeUndefined();
  expect(asked).toEqual(['/generator-dynoready/latest']);
  expect(await askForNewerVersion(terminal, '2026-12-02')()).toContain('999.1.0');
});

test.each(['CI', 'NO_UPDATE_NOTIFIER', 'DO_NOT_TRACK', 'DYNOREADY_OFFLINE'])(
  'nobody is asked when %s is set',
  async (name) => {
    const { asked, env, terminal } = await registryWith(NEWER);
    const told = askForNewerVersion({ ...terminal, env: { ...env, [name]: '1' } }, '2026-12-01');
    expect([await told(), asked]).toEqual([undefined, []]);
  },
);

test('nobody is asked in a pipe, nor where the day cannot be kept', async () => {
  const { asked, env, terminal } = await registryWith(NEWER);
  await askForNewerVersion({ ...terminal, interactive: false }, '2026-12-01')();
  const unwritable = { ...env, DYNOREADY_CACHE: '/dev/null/cache' };
  await askForNewerVersion({ ...terminal, env: unwritable }, '2026-12-01')();
  expect(asked).toEqual([]);
});

test.each([
  ['says the same version', `{"version": "${packageVersion()}"}`],
  ['says nothing of use', '{"error": "not found"}'],
  ['is a page', '<html>'],
  ['is silent', 'silence'],
])('nothing is told when the registry %s', async (_, answer) => {
  const { terminal } = await registryWith(answer);
  const startedMs = performance.now();
  expect(await askForNewerVersion(terminal, '2026-12-01')()).toBeUndefined();
  expect(performance.now() - startedMs).toBeLessThan(3000);
});

test('a command ends with the note, and --quiet asks nobody', async () => {
  const { asked, terminal } = await registryWith(NEWER);
  await runCommandLine(['explain', 'H10', '--quiet'], terminal);
  expect([asked, terminal.shown.err]).toEqual([[], '']);
  expect(await runCommandLine(['explain', 'H10'], terminal)).toBe(0);
  expect(terminal.shown.err).toMatch(/^\ndynoready 999\.1\.0 is out;/);
  useShippedFacts();
});
