import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withWorkspace } from '../../../src/machine/workspace.ts';
import { runRelease, runReleaseAgain } from '../../../src/rehearsal/phases/release.ts';
import type { Evidence } from '../../../src/rehearsal/rehearsal.ts';

async function release(
  command: string,
  timeFactor = 1,
): Promise<{ reason: string | null; evidence: Evidence | undefined; lines: string[] }> {
  return await withWorkspace(async (workspaceFolder) => {
    const slugFolder = join(workspaceFolder, 'slug');
    mkdirSync(slugFolder);
    const lines: string[] = [];
    const log = ({
      source,
      dyno,
      message,
    }: {
      source: string;
      dyno: string;
      message: string;
    }): void => void lines.push(`${source}[${dyno}]: ${message}`);
    const configVars = { DATABASE_URL: 'postgres://here' };
    const app = {
      slugFolder,
      workspaceFolder,
      configVars,
      log,
      signal: new AbortController().signal,
      timeFactor,
    };
    const { reason, evidence } = await runRelease(app, command);
    return { reason, evidence: evidence[0], lines };
  });
}

test('a command that ends well is proof, and sees the config vars and its own dyno name', async () => {
  const { reason, evidence, lines } = await release('echo "$DYNO $DATABASE_URL $PORT"');
  expect(reason).toBeNull();
  expect(evidence).toMatchObject({ ok: true, seen: 'exit status 0' });
  expect(lines).toContain('app[release.1]: release.1 postgres://here ');
  expect(lines.at(-1)).toBe('heroku[release.1]: State changed from up to complete');
});

test('a command that fails carries its status and its last error', async () => {
  const { reason, evidence } = await release(
    'echo "django.db.utils.OperationalError: no" >&2; echo bye; exit 3',
  );
  expect(reason).toBe('release command failed: exit status 3');
  expect(evidence).toMatchObject({
    ok: false,
    severity: 'error',
    seen: 'exit status 3; django.db.utils.OperationalError: no',
  });
});

test('a command that does not end is stopped after an hour', async () => {
  const { reason, lines } = await release('exec sleep 60', 0.0001);
  expect(reason).toBe('release command failed: still running after 60 minutes');
  expect(lines).toContain('heroku[release.1]: Stopping all processes with SIGTERM');
});

test('a command that is not there ends with 127', async () => {
  const { evidence } = await release('alembic-that-is-not-installed upgrade head');
  expect(evidence?.seen).toMatch(
    /^exit status 127; .*alembic-that-is-not-installed: command not found$/,
  );
});

test('a command that cannot be repeated fails the second time, with its error and its rule', async () => {
  await withWorkspace(async (workspaceFolder) => {
    const slugFolder = join(workspaceFolder, 'slug');
    mkdirSync(slugFolder);
    const app = {
      slugFolder,
      workspaceFolder,
      configVars: { DONE: join(workspaceFolder, 'done') },
      log: () => {},
      signal: new AbortController().signal,
      timeFactor: 1,
    };
    const command =
      'if [ -e "$DONE" ]; then echo "CommandError: That username is already taken." >&2; exit 1; fi; touch "$DONE"';
    expect((await runRelease(app, command)).reason).toBeNull();
    expect(await runReleaseAgain(app, command)).toMatchObject({
      id: 'release-again',
      ok: false,
      seen: 'exit status 1: CommandError: That username is already taken.',
      rule: 'release-not-repeatable',
    });
    expect(await runReleaseAgain(app, 'true')).toMatchObject({ ok: true, seen: 'it passes again' });
  });
});
