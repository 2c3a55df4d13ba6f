import type { PackageManagerId } from '../../../project/dependencies.ts';
import type { FileTree } from '../../../python/file-tree.ts';

/** The command that installs the dependencies, as the build's log shows it. */
export interface InstallCommand {
  readonly shown: string;
  /** The words after the tool's name. */
  readonly args: readonly string[];
  /** Options that the log does not show. */
  readonly quietArgs: readonly string[];
}

/**
 * The install command of a manager; on Heroku CI the test dependencies come with it. Source:
 * buildpack v351; read 2026-11-23.
 */
export function installCommand(
  packageManager: PackageManagerId,
  files: FileTree,
  mode: 'build' | 'ci',
): InstallCommand {
  const ci = mode === 'ci';
  const [args, quietArgs] = {
    pip: [
      [
        'install',
        '-r',
        'requirements.txt',
        ...(ci && files.has('requirements-test.txt') ? ['-r', 'requirements-test.txt'] : []),
      ],
      ['--exists-action=w', '--no-input', '--progress-bar', 'off'],
    ],
    pipenv: [['install', '--deploy', ...(ci ? ['--dev'] : [])], []],
    poetry: [
      ['sync', ...(ci ? [] : ['--only', 'main'])],
      ['--compile', '--no-ansi', '--no-interaction'],
    ],
    uv: [
      ['sync', '--locked', ...(ci ? [] : ['--no-default-groups'])],
      ['--color', 'never', '--compile-bytecode', '--no-progress'],
    ],
  }[packageManager] as [string[], string[]];
  return { shown: [packageManager, ...args].join(' '), args, quietArgs };
}
