import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createFormation } from '../../../src/heroku/dyno/formation.ts';
import type { Dyno } from '../../../src/heroku/dyno/start-dyno.ts';
import type { LogLine } from '../../../src/heroku/logs/log-line.ts';
import { startAppRouter } from '../../../src/heroku/router/app-router.ts';
import { sendThroughRouter } from '../../../src/heroku/router/send-request.ts';
import { withWorkspace } from '../../../src/heroku/workspace.ts';
import { programSlug } from '../dyno/program-slug.ts';
import { killOne, openDescriptors, processesBelow } from './soak.ts';
import { downloadThrough, uploadThrough } from './stream.ts';

const HOST = 'shop.example.com';
const isLinux = process.platform === 'linux';

test('while dynos are killed at random, no request is lost without a code, and neither descriptors nor processes leak', async () => {
  await withWorkspace(async (workspaceFolder) => {
    const dynos: Dyno[] = [];
    const codes: string[] = [];
    const log = ({ dyno, message }: LogLine): void => {
      const code = dyno === 'router' ? / code=(H\d+)/.exec(message)?.[1] : undefined;
      if (code !== undefined) codes.push(code);
    };
    const slugFolder = programSlug(workspaceFolder, 'answers.py');
    const router = await startAppRouter({ timeFactor: 0.2 });
    const formation = createFormation({
      app: {
        slugFolder,
        workspaceFolder,
        configVars: {},
        log,
        signal: new AbortController().signal,
        timeFactor: 0.02,
        onDyno: (dyno) => void dynos.push(dyno),
      },
      processTypes: new Map([['web', 'python3 answers.py']]),
      quantities: new Map([['web', 3]]),
      host: HOST,
    });
    let over = (): void => {};
    const ended = new Promise<void>((resolve) => {
      over = resolve;
    });
    try {
      await formation.boot();
      router.serve({ table: formation.table, host: HOST, log });
      void formation.keepRunning(ended);
      const before = openDescriptors();
      const until = performance.now() + 4_000;
      const seen = new Map<string, number>();
      const client = async (): Promise<void> => {
        while (performance.now() < until) {
          const { status, code } = await sendThroughRouter(router.target, { path: '/', host: HOST, scheme: 'https' });
          const label = code ?? String(status);
          seen.set(label, (seen.get(label) ?? 0) + 1);
        }
      };
      const killer = async (): Promise<void> => {
        while (performance.now() < until) {
          await pause(250);
          killOne(formation.dynos());
        }
      };
      await Promise.all([client(), client(), client(), client(), killer()]);
      expect(seen.get('200')).toBeGreaterThan(100);
      // A status of 0 would be an answer that never came.
      expect([...seen.keys()].filter((label) => !/^(200|H\d+)$/.test(label))).toEqual([]);
      expect(codes.length).toBe([...seen].reduce((sum, [label, count]) => (label.startsWith('H') ? sum + count : sum), 0));
      expect(dynos.length).toBeGreaterThan(6);
      await pause(300);
      if (isLinux) expect(openDescriptors()).toBeLessThanOrEqual(before + 10);
    } finally {
      over();
      await formation.stop();
      await router.close();
    }
    if (isLinux) expect(processesBelow(workspaceFolder)).toEqual([]);
  });
});

test.each([
  ['to the visitor', downloadThrough],
  ['to the dyno', uploadThrough],
])('256 MiB streamed %s keep the memory flat', async (_, stream) => {
  const bytes = 256 * 1024 * 1024;
  const { received, grownMb } = await stream(bytes);
  expect(received).toBe(bytes);
  expect(grownMb).toBeLessThan(128);
});
