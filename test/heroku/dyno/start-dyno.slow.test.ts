import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { awaitBoot, type BootOutcome } from '../../../src/heroku/dyno/await-boot.ts';
import { processesOfDyno } from '../../../src/heroku/dyno/processes.ts';
import { type Dyno, startDyno } from '../../../src/heroku/dyno/start-dyno.ts';
import type { LogLine } from '../../../src/heroku/logs/log-line.ts';
import { findFreePort } from '../../../src/machine/free-port.ts';
import { withWorkspace } from '../../../src/machine/workspace.ts';
import { programSlug } from './program-slug.ts';

const never = new AbortController().signal;
const started: Dyno[] = [];
afterEach(() => {
  for (const dyno of started.splice(0))
    expect(processesOfDyno(dyno.home), `processes left of ${dyno.name}`).toEqual([]);
});

interface Run {
  readonly dyno: Dyno;
  readonly lines: string[];
  readonly folder: string;
  readonly slugFolder: string;
}

/**
 * Starts `python3 PROGRAM` as a web dyno, 50 times faster than the platform's clock: 1.2 s to boot,
 * 0.6 s to stop.
 */
async function asWeb(
  program: string,
  work: (run: Run) => Promise<void>,
  timeFactor = 0.02,
): Promise<void> {
  await withWorkspace(async (folder) => {
    const lines: string[] = [];
    const log = (line: LogLine): void =>
      void lines.push(`${line.source}[${line.dyno}]: ${line.message}`);
    const slugFolder = programSlug(folder, program);
    const options = {
      slugFolder,
      workspaceFolder: folder,
      command: `python3 ${program}`,
      configVars: {},
      log,
      signal: never,
      timeFactor,
    };
    const dyno = startDyno({ ...options, name: 'web.1', port: await findFreePort() });
    started.push(dyno);
    await work({ dyno, lines, folder, slugFolder }).finally(() => dyno.stop());
  });
}

const boot = (dyno: Dyno): Promise<BootOutcome> => awaitBoot(dyno, 'shop.example.com', () => {});

test('a web process that answers goes from starting to up, and down on SIGTERM', async () => {
  await asWeb('answers.py', async ({ dyno, lines }) => {
    const outcome = await boot(dyno);
    expect(outcome).toMatchObject({ kind: 'up', answer: { status: 200 } });
    expect(await dyno.stop()).toMatchObject({ state: 'down', status: 0, code: undefined });
    expect(lines.filter((line) => line.startsWith('heroku'))).toEqual([
      'heroku[web.1]: State changed from created to starting',
      'heroku[web.1]: Starting process with command `python3 answers.py`',
      'heroku[web.1]: State changed from starting to up',
      'heroku[web.1]: Stopping all processes with SIGTERM',
      'heroku[web.1]: Process exited with status 0',
      'heroku[web.1]: State changed from up to down',
    ]);
  });
});

test('a process that ignores SIGTERM is killed after the grace time with R12', async () => {
  await asWeb('ignores-sigterm.py', async ({ dyno, lines }) => {
    expect((await boot(dyno)).kind).toBe('up');
    expect(await dyno.stop()).toMatchObject({ state: 'down', status: 137, code: 'R12' });
    expect(lines).toContain(
      'heroku[web.1]: Error R12 (Exit timeout) -> At least one process failed to exit within 30 seconds of SIGTERM',
    );
  });
});

test('a process that never binds is killed with R10', async () => {
  await asWeb('never-binds.py', async ({ dyno, lines }) => {
    expect(await boot(dyno)).toMatchObject({
      kind: 'boot-timeout',
      elsewhere: [],
      end: { state: 'crashed', status: 137, code: 'R10' },
    });
    expect(lines).toContain(
      'heroku[web.1]: Error R10 (Boot timeout) -> Web process failed to bind to $PORT within 60 seconds of launch',
    );
    expect(lines).toContain('heroku[web.1]: State changed from starting to crashed');
  });
});

test('a process on another port gets R10 and is seen where it listens', async () => {
  await asWeb('binds-wrong-port.py', async ({ dyno }) => {
    const outcome = await boot(dyno);
    expect(outcome).toMatchObject({ kind: 'boot-timeout', elsewhere: [{ address: '0.0.0.0' }] });
    expect(outcome.kind === 'boot-timeout' && outcome.elsewhere[0]?.port).not.toBe(dyno.port);
  });
});

test('a process on localhost alone gets R10, because the router does not reach it', async () => {
  await asWeb('binds-localhost.py', async ({ dyno }) => {
    expect(await boot(dyno)).toMatchObject({
      kind: 'boot-timeout',
      elsewhere: [{ address: '127.0.0.1', port: dyno.port }],
    });
  });
});

test('a crash at boot is seen with its exit status at once', async () => {
  await asWeb('crashes-at-boot.py', async ({ dyno, lines }) => {
    expect(await boot(dyno)).toMatchObject({
      kind: 'crashed',
      wasBound: false,
      end: { state: 'crashed', status: 3 },
    });
    expect(lines).toContain("app[web.1]: ModuleNotFoundError: No module named 'shop'");
  });
});

test('an open port is no proof of a boot when the process ends after it', async () => {
  await asWeb(
    'binds-then-crashes.py',
    async ({ dyno }) => {
      expect(await boot(dyno)).toMatchObject({
        kind: 'crashed',
        wasBound: true,
        end: { status: 3 },
      });
    },
    1,
  );
});

test('a process that binds and says nothing counts as up and has no page', async () => {
  await asWeb('binds-and-never-answers.py', async ({ dyno }) => {
    expect(await boot(dyno)).toMatchObject({ kind: 'up', answer: undefined });
  });
});

test('a one-off dyno is up at once, ends complete, and takes along what it left in the background', async () => {
  await withWorkspace(async (folder) => {
    const lines: string[] = [];
    const log = (line: LogLine): void =>
      void lines.push(`${line.source}[${line.dyno}]: ${line.message}`);
    const slugFolder = programSlug(folder, 'leaves-a-child.py');
    const options = {
      slugFolder,
      workspaceFolder: folder,
      command: 'python3 leaves-a-child.py',
      configVars: {},
      log,
      signal: never,
    };
    const dyno = startDyno({ ...options, name: 'run.1' });
    started.push(dyno);
    expect(await dyno.ended).toMatchObject({ state: 'complete', status: 0 });
    expect(lines).toEqual([
      'heroku[run.1]: State changed from created to starting',
      'heroku[run.1]: Starting process with command `python3 leaves-a-child.py`',
      'heroku[run.1]: State changed from starting to up',
      'app[run.1]: parent done',
      'heroku[run.1]: Process exited with status 0',
      'heroku[run.1]: State changed from up to complete',
    ]);
  });
});

test('a dyno sees its config vars and the platform values, and no variable of the shell that started the tool', async () => {
  process.env.DYNOREADY_TEST_SECRET = 'of the developer';
  await withWorkspace(async (folder) => {
    const lines: string[] = [];
    const slugFolder = programSlug(folder, 'prints-environment.py');
    const dyno = startDyno({
      slugFolder,
      workspaceFolder: folder,
      command: 'python3 prints-environment.py',
      name: 'web.1',
      port: 5999,
      configVars: { SECRET_KEY: 'abc', DYNO: 'not yours to set' },
      log: (line) => void (line.source === 'app' && lines.push(line.message)),
      signal: never,
    });
    started.push(dyno);
    await dyno.ended;
    const shellOwn = /^(PWD|OLDPWD|SHLVL|_|LC_CTYPE|__CF_USER_TEXT_ENCODING)=/;
    expect(lines.filter((line) => !shellOwn.test(line))).toEqual([
      'DYNO=web.1',
      `HOME=${dyno.home}`,
      'PATH=/usr/local/bin:/usr/bin:/bin',
      'PORT=5999',
      'SECRET_KEY=abc',
      'TZ=UTC',
    ]);
  });
  delete process.env.DYNOREADY_TEST_SECRET;
});

test('an abort ends a dyno that ignores SIGTERM, with its escaped children', async () => {
  await withWorkspace(async (folder) => {
    const controller = new AbortController();
    const slugFolder = programSlug(folder, 'ignores-sigterm.py');
    const command = `python3 -c 'import os; os.setsid(); import time; time.sleep(99)' & exec python3 ignores-sigterm.py`;
    const options = {
      slugFolder,
      workspaceFolder: folder,
      command,
      configVars: {},
      log: () => {},
      signal: controller.signal,
    };
    const dyno = startDyno({ ...options, name: 'web.1', port: await findFreePort() });
    started.push(dyno);
    expect((await boot(dyno)).kind).toBe('up');
    controller.abort();
    expect(await dyno.ended).toMatchObject({ state: 'down', status: 137 });
  });
});

test('what a dyno writes reaches neither the slug nor another dyno', async () => {
  await withWorkspace(async (folder) => {
    const slugFolder = programSlug(folder, 'prints-environment.py');
    writeFileSync(join(slugFolder, 'db.sqlite3'), 'empty');
    const options = {
      slugFolder,
      workspaceFolder: folder,
      configVars: {},
      log: () => {},
      signal: never,
    };
    const first = startDyno({
      ...options,
      name: 'release.1',
      command: 'echo migrated > db.sqlite3; touch new',
    });
    await first.ended;
    const second = startDyno({ ...options, name: 'run.1', command: 'true' });
    await second.ended;
    started.push(first, second);
    expect(readFileSync(join(first.home, 'db.sqlite3'), 'utf8')).toBe('migrated\n');
    expect(readFileSync(join(second.home, 'db.sqlite3'), 'utf8')).toBe('empty');
    expect(readFileSync(join(slugFolder, 'db.sqlite3'), 'utf8')).toBe('empty');
    expect(readdirSync(second.home)).not.toContain('new');
    expect(existsSync(join(slugFolder, 'new'))).toBe(false);
  });
});

test('100 MB without a line end are cut as they come, and stop nothing else', async () => {
  await withWorkspace(async (folder) => {
    const sizes: number[] = [];
    const dyno = startDyno({
      slugFolder: programSlug(folder, 'prints-without-end.py'),
      workspaceFolder: folder,
      command: 'python3 prints-without-end.py',
      name: 'run.1',
      configVars: {},
      log: (line) => void (line.source === 'app' && sizes.push(Buffer.byteLength(line.message))),
      signal: never,
    });
    started.push(dyno);
    const before = process.cpuUsage();
    await dyno.ended;
    const { user, system } = process.cpuUsage(before);
    expect(sizes).toEqual(Array.from({ length: 10_000 }, () => 10_000));
    expect((user + system) / 1e6).toBeLessThan(4);
  });
});
