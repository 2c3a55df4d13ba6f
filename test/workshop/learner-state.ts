import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ignore from 'ignore';
import { z } from 'zod';
import { assembleRepository } from '../../src/project/assemble.ts';
import type { GitState } from '../../src/project/git/state.ts';
import type { Repository } from '../../src/project/repository.ts';
import { memoryFiles } from '../../src/python/file-tree.ts';
import { EVIDENCE_IDS } from '../../src/rehearsal/rehearsal.ts';
import { exampleValues } from '../../src/workshop/settings-trial.ts';
import { readTexts } from '../rules/case-folder.ts';
import { solvedUpTo, textsOf } from './learner-project.ts';

/**
 * What differs from the exercise as it is solved, beside the files below `files`. A path may carry
 * `#2`, for a second replacement in the same file.
 */
const caseSchema = z.strictObject({
  /** The exercise up to which the generator has solved it; the case's own when left out. */
  after: z.int().optional(),
  delete: z.array(z.string()).default([]),
  /** By folder, what is moved into it: files, and folders with a slash. */
  moveInto: z.record(z.string(), z.array(z.string())).default({}),
  append: z.record(z.string(), z.string()).default({}),
  replace: z.record(z.string(), z.tuple([z.string(), z.string()])).default({}),
  untracked: z.array(z.string()).default([]),
  branch: z.string().default('main'),
  herokuRemotes: z.array(z.string()).default([]),
  /**
   * Given when only running shows it: then `message.txt` is what a rehearsal leads to, and a slow
   * test reads it.
   */
  run: z
    .strictObject({
      /** Mistakes of the same name are made at once and rehearsed once. */
      together: z.string(),
      /** The evidence that shows it; the reason of its phase when left out. */
      shows: z
        .strictObject({ id: z.enum(EVIDENCE_IDS), subject: z.string().optional() })
        .optional(),
      given: z.record(z.string(), z.string()).default({}),
      scale: z.record(z.string(), z.int()).default({}),
      drill: z.boolean().default(false),
      timeFactor: z.number().default(1),
      /** A server that DATABASE_URL names, in place of the rehearsal's own. */
      server: z.enum(['without-tls', 'too-old']).optional(),
      /** True when the build itself is to fail; otherwise one build serves all. */
      build: z.boolean().default(false),
    })
    .optional(),
  /** For a learner who is right in another way: the exercises that this state solves. */
  solves: z.array(z.int()).default([]),
});

export type LearnerCase = z.infer<typeof caseSchema>;

/** The case of a folder. */
export function readCase(folder: string): LearnerCase {
  const path = join(folder, 'case.json');
  return caseSchema.parse(existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {});
}

/**
 * The project that a learner has in this case. Throws when the case changes what is not there: then
 * it shows nothing.
 */
export function readLearnerState(folder: string, exercise: number): Repository {
  const { after = exercise, ...given } = readCase(folder);
  const texts = textsOf(solvedUpTo(after));
  applyCase(texts, folder);
  return projectOf(texts, given);
}

/**
 * Makes the changes of a case in the texts of a project. Throws when it changes what is not there.
 */
export function applyCase(texts: Record<string, string>, folder: string): void {
  const { append, replace, ...given } = readCase(folder);
  for (const path of given.delete) {
    if (!(path in texts)) throw new Error(`There is no ${path} to delete.`);
    delete texts[path];
  }
  for (const [target, named] of Object.entries(given.moveInto)) {
    for (const path of Object.keys(texts).filter((one) =>
      named.some((name) => one === name || (name.endsWith('/') && one.startsWith(name))),
    )) {
      texts[`${target}/${path}`] = texts[path]!;
      delete texts[path];
    }
  }
  const files = join(folder, 'files');
  for (const [path, text] of Object.entries(existsSync(files) ? readTexts(files).texts : {}))
    texts[path.replace(/(^|\/)_(?!_)/, '$1.')] = text;
  for (const [key, [from, to]] of Object.entries(replace)) {
    const path = key.replace(/#\d$/, '');
    if (!texts[path]?.includes(from)) throw new Error(`${path} does not hold: ${from}`);
    texts[path] = texts[path].replace(from, () => to);
  }
  for (const [path, text] of Object.entries(append)) texts[path] = `${texts[path] ?? ''}${text}`;
}

/** A project of these texts, all of them in git but those named. */
export function projectOf(
  texts: Record<string, string>,
  { untracked, branch, herokuRemotes }: Pick<LearnerCase, 'untracked' | 'branch' | 'herokuRemotes'>,
): Repository {
  const tree = memoryFiles(texts);
  const rules = ignore().add(texts['.gitignore'] ?? '');
  const tracked = new Set(tree.paths.filter((path) => !untracked.includes(path)));
  const git: GitState = {
    workTree: '/app',
    tracked,
    branch,
    herokuRemotes,
    isIgnored: (path) => rules.ignores(path),
    trackedFile: () => undefined,
    submodules: [],
    staysBehind: () => false,
  };
  return assembleRepository('/app', tree, { environment: exampleValues(tree), git: () => git });
}
