import { followFile } from '../edits/undo-record.ts';
import { type LockTool, lockToolVersion, makeLock } from '../heroku/tools/make-lock.ts';
import type { Project } from '../project/project.ts';
import { readProject } from '../project/read.ts';
import type { Plan } from './plan.ts';
import type { ScaffoldDoor } from './run-scaffold.ts';

interface StaleLock {
  readonly tool: LockTool;
  readonly lockfile: string;
  readonly compile?: { readonly from: string; readonly to: string };
}

/** The locks that the plan makes stale: it changes what they were made from. */
function staleLocks({ dependencies }: Project, { changes }: Plan): readonly StaleLock[] {
  const file = dependencies.editable;
  if (file === undefined || !changes.some(({ path }) => path === file.path)) return [];
  if (file.kind === 'pip-tools-input') {
    const to = file.path.replace(/\.in$/, '.txt');
    return [{ tool: 'pip-tools', lockfile: to, compile: { from: file.path, to } }];
  }
  return dependencies.managers.flatMap(({ id, lockfile }) => (id === 'pip' ? [] : [{ tool: id, lockfile }]));
}

/** A lock that is to be made again. */
export type AgreedLock = StaleLock;

/** The stale locks that `--lock` names, or that the person wants made again. Asked before anything is written, so that leaving leaves all as it was. */
export async function agreeOnLocks(
  project: Project,
  plan: Plan,
  wanted: unknown,
  ask: ScaffoldDoor['ask'],
): Promise<readonly AgreedLock[]> {
  const agreed: AgreedLock[] = [];
  for (const stale of staleLocks(project, plan)) {
    const { tool, lockfile } = stale;
    const message = `Make ${lockfile} again as well, with ${tool} ${lockToolVersion(tool)}${tool === 'pip-tools' ? '' : ' as Heroku has it'}?`;
    const question = { name: 'lock', kind: 'switch', message, default: true, choices: undefined } as const;
    if (wanted === true || (wanted !== false && (await ask?.(question)) === true)) agreed.push(stale);
  }
  return agreed;
}

/**
 * Has the locks made again by their own tools, in Heroku's version. Returns the lock files that are fresh now; `--undo` takes them back with the rest.
 * A lock that cannot be made stays as it was, and the person reads why.
 */
export async function renewLocks(project: Project, locks: readonly AgreedLock[], door: ScaffoldDoor): Promise<readonly string[]> {
  const fresh: string[] = [];
  for (const { tool, lockfile, compile } of locks) {
    door.say(`\nMaking ${lockfile} with ${tool} ${lockToolVersion(tool)} …\n`);
    const after = readProject(project.root, {});
    const line = [...after.pythonVersion.files.values()]
      .map(({ lines: [first] }) => /(\d+\.\d+)/.exec(first?.text ?? '')?.[1])
      .find(Boolean);
    const followed = followFile(project.root, lockfile, door.stateFolder);
    const problem = await makeLock({
      root: project.root,
      tool,
      pythonLine: line ?? '3.13',
      env: door.env,
      signal: door.signal,
      progress: (text) => door.say(`  ${text}\n`),
      ...(compile === undefined
        ? {}
        : {
            compile: {
              ...compile,
              options: [...optionsInHeader(project.files.text(compile.to) ?? ''), ...ownIndex(after.files.text(compile.from) ?? '')],
            },
          }),
    });
    followed.note();
    if (problem === undefined) fresh.push(lockfile);
    else door.say(`${lockfile} could not be made, and is as it was:\n${problem.map((text) => `  ${text}\n`).join('')}`);
  }
  return fresh;
}

/** What keeps the index of this machine out of the compiled file, unless the declaration names an index itself. */
function ownIndex(declaration: string): readonly string[] {
  const names = /^(-i|--index-url|--extra-index-url|-f|--find-links)\b/m.test(declaration);
  return names ? [] : ['--no-emit-index-url', '--no-emit-find-links', '--no-emit-trusted-host'];
}

/** The options that a compiled file says it was made with; files and addresses are left out, since they are this machine's. */
function optionsInHeader(text: string): readonly string[] {
  const command = /^#\s+pip-compile (.*)$/m.exec(text)?.[1] ?? '';
  return command
    .split(' ')
    .filter((word) =>
      /^--(generate-hashes|no-header|no-annotate|annotation-style=\w+|allow-unsafe|strip-extras|no-strip-extras|resolver=\w+|no-emit-[a-z-]+|extra=[\w,-]+|all-extras)$/.test(
        word,
      ),
    );
}

/** True for a next step that makes one of the fresh lock files. */
export function isLockStep(step: string, fresh: readonly string[]): boolean {
  return (
    / {2,}\(/.test(step) && fresh.some((lockfile) => step.includes(`brings ${lockfile} up`) || step.includes(`writes ${lockfile} anew`))
  );
}
