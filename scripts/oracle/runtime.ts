import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cnbLaunchScript, profileScripts } from '../../src/heroku/buildpack/profile-scripts.ts';
import { runProcess } from '../../src/machine/process.ts';
import type { PackageManagerId } from '../../src/project/dependencies.ts';
import type { OracleCase } from './case.ts';

/**
 * The environment of a dyno of this case after its profile scripts have run in bash, and what the
 * concurrency script said.
 */
export async function runProfileScripts(
  one: OracleCase,
  packageManager: PackageManagerId,
): Promise<Readonly<Record<string, unknown>>> {
  const folder = mkdtempSync(join(tmpdir(), 'oracle-runtime-'));
  try {
    const memoryLimitFile = join(folder, 'memory.limit_in_bytes');
    const { memoryMb, userEnv = {} } = one.runtime ?? {};
    const cpuCores = one.runtime?.cpuCores ?? 1;
    const dyno = one.runtime?.dyno ?? 'run.1';
    if (memoryMb !== undefined && memoryMb !== null)
      writeFileSync(memoryLimitFile, `${memoryMb * 1024 * 1024}\n`);
    const classic = one.buildpack === 'classic';
    const layers = '/layers/heroku_python';
    const scripts = classic
      ? Object.values(
          profileScripts({
            packageManager,
            python: 'platform',
            buildFolder: '/tmp/build_of_the_case',
            memoryLimitFile,
          }),
        )
      : [cnbLaunchScript([`${layers}/venv`, `${layers}/python`])];
    const script = [`nproc() { echo ${cpuCores}; }`, ...scripts, 'env -0'].join('\n');
    const path = classic
      ? '/usr/local/bin:/usr/bin:/bin'
      : '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
    let said = '';
    const result = await runProcess({
      file: 'bash',
      args: ['--noprofile', '--norc', '-c', script],
      cwd: folder,
      env: { PATH: path, HOME: '/app', DYNO: dyno.replace(/N$/, '1'), ...userEnv },
      onLine: (line, stream) => {
        if (stream === 'stderr') said += `${line}\n`;
      },
    });
    const runtimeEnv = parseEnvironment(result.stdout.trimEnd().split('\0'));
    const absent = (one.expect.runtimeEnvAbsent as readonly string[] | undefined) ?? [];
    return {
      stage: 'runtime',
      runtimeEnv,
      runtimeEnvAbsent: absent.filter((name) => !(name in runtimeEnv)),
      toolAvailableAtRuntime: classic && (packageManager === 'pip' || packageManager === 'pipenv'),
      concurrencyLogShown: said !== '',
      concurrencyLimitedBy: /limited by (memory|cpu)/.exec(said)?.[1] ?? null,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The variables among lines of the form NAME=VALUE; other lines are passed over. */
export function parseEnvironment(lines: readonly string[]): Readonly<Record<string, string>> {
  const pairs = lines.filter((line) => line.includes('='));
  return Object.fromEntries(
    pairs.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}
