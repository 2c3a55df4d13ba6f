import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dynoSize } from '../../../src/facts/dynos.ts';
import { createFormation, type Formation } from '../../../src/heroku/dyno/formation.ts';
import type { Dyno } from '../../../src/heroku/dyno/start-dyno.ts';
import type { LogLine } from '../../../src/heroku/logs/log-line.ts';
import { type AppRouter, startAppRouter } from '../../../src/heroku/router/app-router.ts';
import { sendThroughRouter } from '../../../src/heroku/router/send-request.ts';
import { withWorkspace } from '../../../src/machine/workspace.ts';
import { programSlug } from './program-slug.ts';

const HOST = 'shop.example.com';
/** 20 times faster than the platform: the pauses after crashes are 0, 0.5, 1, 2 and 4 s. */
const FACTOR = 0.05;

interface Run {
  readonly formation: Formation;
  readonly router: AppRouter;
  readonly lines: string[];
  readonly dynos: Dyno[];
  ask(path: string): Promise<string>;
  /** Asks until a dyno of that name has answered. */
  askDyno(name: string, path: string): Promise<string>;
}

async function running(
  web: number,
  work: (run: Run) => Promise<void>,
  processTypes = new Map([['web', 'python3 writes.py']]),
): Promise<void> {
  await withWorkspace(async (workspaceFolder) => {
    const lines: string[] = [];
    const dynos: Dyno[] = [];
    const log = ({ source, dyno, message }: LogLine): void =>
      void lines.push(`${source}[${dyno}]: ${message}`);
    const slugFolder = programSlug(workspaceFolder, 'writes.py');
    mkdirSync(join(slugFolder, '.profile.d'));
    writeFileSync(join(slugFolder, '.profile.d', 'WEB_CONCURRENCY.sh'), ':\n');
    const app = {
      slugFolder,
      workspaceFolder,
      configVars: {},
      log,
      signal: new AbortController().signal,
      timeFactor: FACTOR,
    };
    const size = dynoSize('Standard-2X');
    const formation = createFormation({
      app: { ...app, size, onDyno: (dyno) => void dynos.push(dyno) },
      processTypes,
      quantities: new Map([['web', web]]),
      host: HOST,
    });
    const router = await startAppRouter();
    router.serve({ table: formation.table, host: HOST, log });
    const ask = async (path: string): Promise<string> => {
      const { body, code } = await sendThroughRouter(router.target, {
        path,
        host: HOST,
        scheme: 'https',
      });
      return code ?? body;
    };
    const askDyno = async (name: string, path: string): Promise<string> => {
      for (;;) {
        const { body, dyno } = await sendThroughRouter(router.target, {
          path,
          host: HOST,
          scheme: 'https',
        });
        if (dyno === name) return body;
      }
    };
    try {
      for (const { outcome } of await formation.boot()) expect(outcome.kind).toBe('up');
      await work({ formation, router, lines, dynos, ask, askDyno });
    } finally {
      await formation.stop();
      await router.close();
    }
  });
}

test('a file that one dyno writes is unseen by the other, named with its path, and gone after a restart', async () => {
  await running(2, async ({ formation, dynos, ask, askDyno }) => {
    await ask('/write');
    const seen = [await askDyno('web.1', '/'), await askDyno('web.2', '/')];
    expect(seen.filter((text) => text.includes('True'))).toHaveLength(1);
    const writer = seen[0]?.includes('True') === true ? 'web.1' : 'web.2';
    expect(
      dynos.filter((dyno) => dyno.written().length > 0).map((dyno) => [dyno.name, dyno.written()]),
    ).toEqual([[writer, ['media/note.txt']]]);
    let end = (): void => {};
    const kept = formation.keepRunning(
      new Promise<void>((resolve) => {
        end = resolve;
      }),
    );
    await formation.restart();
    await expect
      .poll(() => formation.dynos().map((dyno) => dyno.state()), { timeout: 10_000 })
      .toEqual(['up', 'up']);
    expect(
      [await askDyno('web.1', '/'), await askDyno('web.2', '/')].filter((text) =>
        text.includes('True'),
      ),
    ).toEqual([]);
    end();
    await kept;
  });
});

test('both dynos get requests, and WEB_CONCURRENCY follows the size', async () => {
  await running(2, async ({ ask }) => {
    const answers = new Set<string>();
    for (let asked = 0; asked < 40; asked += 1) answers.add(await ask('/'));
    expect([...answers].sort()).toEqual(['web.1 False 4', 'web.2 False 4']);
  });
});

test('a dyno that crashes is started again at once, then after a growing pause, with H10 in between', async () => {
  await running(1, async ({ formation, lines, ask }) => {
    let end = (): void => {};
    const kept = formation.keepRunning(
      new Promise<void>((resolve) => {
        end = resolve;
      }),
    );
    const starts = (): number =>
      lines.filter((line) => line.startsWith('heroku[web.1]: Starting process')).length;
    expect(await ask('/crash')).toBe('H13');
    await expect
      .poll(() => [starts(), formation.dynos()[0]?.state()], { timeout: 10_000 })
      .toEqual([2, 'up']);
    const before = performance.now();
    expect(await ask('/crash')).toBe('H13');
    await expect.poll(() => ask('/'), { interval: 20 }).toBe('H10');
    await expect.poll(starts, { timeout: 10_000 }).toBe(3);
    expect(performance.now() - before).toBeGreaterThan(450);
    expect(lines).toContain('heroku[web.1]: Process exited with status 7');
    expect(lines).toContain('heroku[web.1]: State changed from up to crashed');
    expect(await ask('/')).toBe('web.1 False 4');
    end();
    await kept;
  });
});

test('scaling up starts dynos, scaling to zero leaves H14', async () => {
  await running(1, async ({ formation, ask, askDyno }) => {
    const kept = formation.keepRunning(new Promise(() => {}));
    void kept;
    await formation.scale('web', 3);
    await expect
      .poll(() => formation.dynos().map((dyno) => dyno.state()), { timeout: 10_000 })
      .toEqual(['up', 'up', 'up']);
    expect(await askDyno('web.3', '/')).toBe('web.3 False 4');
    await formation.scale('web', 0);
    expect(await ask('/')).toBe('H14');
  });
});
