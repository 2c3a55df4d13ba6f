import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runBuild } from '../../../src/heroku/buildpack/build.ts';
import { openCache } from '../../../src/heroku/buildpack/cache-store.ts';
import type { BuildOptions, BuildResult } from '../../../src/heroku/buildpack/report.ts';

/** A project in a temporary folder that a slow test writes, commits and builds. */
export interface MadeProject {
  /** The temporary folder, which holds the project and everything beside it. */
  readonly folder: string;
  readonly root: string;
  /** Writes files by path, makes links by path, and commits all of it. */
  commit(files: Readonly<Record<string, string>>, links?: Readonly<Record<string, string>>): void;
  build(
    changes?: Partial<BuildOptions>,
  ): Promise<BuildResult & { readonly log: string; readonly app: string }>;
  /** Removes the folder and the project's build cache. */
  remove(): Promise<void>;
}

export function makeProject(): MadeProject {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'build-test-')));
  const root = join(folder, 'project');
  mkdirSync(root);
  let builds = 0;
  const options = (changes: Partial<BuildOptions>): BuildOptions => {
    builds += 1;
    const fixed = {
      configVars: {},
      stack: 'heroku-26',
      buildpack: 'classic',
      mode: 'build',
      strict: false,
      measureSlug: false,
    } as const;
    const signal = new AbortController().signal;
    return {
      root,
      workFolder: join(folder, `build-${builds}`),
      ...fixed,
      signal,
      log: () => {},
      ...changes,
    };
  };
  const git = (...args: string[]): void => {
    execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args], {
      cwd: root,
      stdio: 'ignore',
    });
  };
  return {
    folder,
    root,
    commit: (files, links = {}) => {
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), text);
      }
      for (const [path, target] of Object.entries(links)) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        symlinkSync(target, join(root, path));
      }
      if (!existsSync(join(root, '.git'))) git('init');
      git('add', '--all');
      git('commit', '--allow-empty', '-m', 'State');
    },
    build: async (changes = {}) => {
      let log = '';
      const all = options({
        ...changes,
        log: (line) => {
          log += `${line}\n`;
          changes.log?.(line);
        },
      });
      return { ...(await runBuild(all)), log, app: join(all.workFolder, 'app') };
    },
    remove: async () => {
      await openCache(options({})).remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
