import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  type BuiltSlug,
  createReleases,
  type Releases,
} from '../../../src/heroku/release/releases.ts';
import { startAppRouter } from '../../../src/heroku/router/app-router.ts';
import { sendThroughRouter } from '../../../src/heroku/router/send-request.ts';
import { withWorkspace } from '../../../src/machine/workspace.ts';
import { programSlug } from '../dyno/program-slug.ts';

const HOST = 'shop.example.com';

/**
 * Runs `work` with an app whose slugs answer with their own name; a slug called `bad` fails in its
 * release command.
 */
async function released(
  work: (
    releases: Releases,
    next: (name: string | undefined) => void,
    ask: () => Promise<string>,
  ) => Promise<void>,
): Promise<void> {
  await withWorkspace(async (workspaceFolder) => {
    const base = programSlug(workspaceFolder, 'writes.py');
    const slugOf = (name: string): BuiltSlug => {
      const folder = join(workspaceFolder, `slug-${name}`);
      cpSync(base, folder, { recursive: true });
      writeFileSync(join(folder, '.profile'), `export WEB_CONCURRENCY=${name}\n`);
      const processTypes = new Map([
        ['web', 'python3 writes.py'],
        ['release', name === 'bad' ? 'exit 1' : 'true'],
      ]);
      return { slug: { folder, processTypes }, what: `Deploy ${name}` };
    };
    let wanted: string | undefined;
    const lines: string[] = [];
    const app = {
      slugFolder: '',
      workspaceFolder,
      configVars: {},
      signal: new AbortController().signal,
      timeFactor: 0.1,
    };
    const router = await startAppRouter();
    const releases = createReleases({
      first: slugOf('one'),
      build: async () => (wanted === undefined ? undefined : slugOf(wanted)),
      app: { ...app, log: ({ dyno, message }) => void (dyno === 'api' && lines.push(message)) },
      quantities: new Map([['web', 1]]),
      host: HOST,
      router,
    });
    const ask = async (): Promise<string> => {
      const { body, code } = await sendThroughRouter(router.target, {
        path: '/',
        host: HOST,
        scheme: 'https',
      });
      return code ?? body.split(' ')[2] ?? '';
    };
    let end = (): void => {};
    try {
      await releases.formation().boot();
      const kept = releases.keepRunning(
        new Promise<void>((resolve) => {
          end = resolve;
        }),
      );
      const next = (name: string | undefined): void => {
        wanted = name;
      };
      await work(releases, next, ask);
      end();
      await kept;
    } finally {
      await releases.stop();
      await router.close();
    }
  });
}

test('a deploy serves the new slug, a failed one leaves the old, and a rollback returns to what served before', async () => {
  await released(async (releases, next, ask) => {
    expect(await ask()).toBe('one');
    next('two');
    expect(await releases.deploy()).toMatchObject({
      version: 2,
      what: 'Deploy two',
      succeeded: true,
    });
    expect(await ask()).toBe('two');
    next('bad');
    expect(await releases.deploy()).toMatchObject({
      version: 3,
      what: 'Deploy bad',
      succeeded: false,
    });
    expect(await ask()).toBe('two');
    next(undefined);
    expect(await releases.deploy()).toMatchObject({ version: 4, succeeded: false });
    expect(await ask()).toBe('two');
    expect(await releases.rollback()).toMatchObject({
      version: 5,
      what: 'Rollback to v1',
      succeeded: true,
    });
    expect(await ask()).toBe('one');
    expect(
      releases.list().map(({ version, what, succeeded }) => [version, what, succeeded]),
    ).toEqual([
      [1, 'Deploy one', true],
      [2, 'Deploy two', true],
      [3, 'Deploy bad', false],
      [4, 'Deploy', false],
      [5, 'Rollback to v1', true],
    ]);
  });
});

test('the first release has nothing to return to, maintenance answers H80, and the scale is kept from release to release', async () => {
  await released(async (releases, next, ask) => {
    expect(await releases.rollback()).toBeUndefined();
    expect(releases.toggleMaintenance()).toBe(true);
    expect(await ask()).toBe('H80');
    expect(releases.toggleMaintenance()).toBe(false);
    expect(await ask()).toBe('one');
    await releases.formation().scale('web', 2);
    next('two');
    await releases.deploy();
    expect(
      releases
        .formation()
        .dynos()
        .map(({ name }) => name),
    ).toEqual(['web.1', 'web.2']);
    expect(await ask()).toBe('two');
  });
});
