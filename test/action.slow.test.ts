import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'dynoready-action-'));
afterAll(() => rmSync(folder, { recursive: true }));
cpSync(join(root, 'test/fixtures/projects/startproject-5.2'), join(folder, 'shop'), {
  recursive: true,
});

/** What the step of the action leaves, run as a runner would run it. */
function runStep(inputs: Readonly<Record<string, string>>) {
  for (const name of ['output', 'summary']) writeFileSync(join(folder, name), '');
  rmSync(join(folder, 'dynoready.sarif'), { force: true });
  const { status, stdout, stderr } = spawnSync(join(root, '.github/check-step.sh'), [], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      CI: 'true',
      MAIN: join(root, 'dist/src/cli/main.js'),
      CHECK_PATH: 'shop',
      FAIL_ON: 'warning',
      FORMAT: 'github',
      RUNNER_TEMP: folder,
      GITHUB_OUTPUT: join(folder, 'output'),
      GITHUB_STEP_SUMMARY: join(folder, 'summary'),
      ...inputs,
    },
  });
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  return { status, stdout, stderr, output: read('output'), summary: read('summary') };
}

describe('the step of the action', () => {
  test('annotates, sums up, and leaves failing to a later step', () => {
    const { status, stdout, output, summary } = runStep({});
    expect([status, output]).toEqual([0, 'status=1\n']);
    expect(stdout).toContain('::error file=shop/mysite/settings.py,');
    expect(summary).toMatch(/^### dynoready check\n\n````text\n[\s\S]*debug-on[\s\S]*````\n$/);
    expect(summary).not.toContain('\u001b');
  });

  test('names a SARIF file with every finding although the check fails', () => {
    const { status, stdout, output } = runStep({ FORMAT: 'sarif' });
    const file = join(folder, 'dynoready.sarif');
    expect([status, stdout, output]).toEqual([0, '', `sarif=${file}\nstatus=1\n`]);
    const { runs } = JSON.parse(readFileSync(file, 'utf8'));
    expect(runs[0].results.length).toBeGreaterThan(5);
  });

  test('goes by the configuration of the project', () => {
    const settings = join(folder, 'shop/pyproject.toml');
    writeFileSync(settings, '[tool.dynoready.rules]\ndebug-on = "off"\n');
    const before = runStep({}).summary;
    rmSync(settings);
    expect(before).not.toBe(runStep({}).summary);
  });

  test('tells wrong use apart, without a summary', () => {
    const { output, summary, stderr } = runStep({ CHECK_PATH: 'nowhere' });
    expect([output, summary]).toEqual(['status=2\n', '']);
    expect(stderr).toContain('nowhere');
    expect(runStep({ FORMAT: 'xml' })).toMatchObject({
      status: 2,
      stdout: "::error::The input format is 'xml'; it can be github or sarif.\n",
    });
  });
});

test('the action ends with the exit code of the check, after whatever is uploaded', () => {
  const steps = readFileSync(join(root, 'action.yml'), 'utf8').split(/^ {4}- /m);
  expect(steps.at(-2)).toContain('upload-sarif@');
  expect(steps.at(-1)).toMatch(
    /STATUS: \$\{\{ steps\.check\.outputs\.status \}\}\n +run: exit "\$STATUS"\n$/,
  );
});
