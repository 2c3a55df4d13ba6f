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

export interface RenewOptions {
  /** `--lock`, as given. */
  readonly wanted: unknown;
  readonly ask: ScaffoldDoor['ask'];
  readonly door: ScaffoldDoor;
}

/**
 * Has stale locks made again by their own tools, in Heroku's version, where it was asked for or a person agrees. Returns the lock files that are
 * fresh now. A lock that cannot be made stays as it was, and the person reads why.
 */
export async function renewLocks(project: Project, plan: Plan, { wanted, ask, door }: RenewOptions): Promise<readonly string[]> {
  const fresh: string[] = [];
  for (const { tool, lockfile, compile } of staleLocks(project, plan)) {
    const named = `${tool} ${lockToolVersion(tool)}`;
    const question = `Make ${lockfile} again now, with ${named}${tool === 'pip-tools' ? '' : ' as Heroku has it'}?`;
    const agreed =
      wanted === true ||
      (wanted !== false && (await ask?.({ name: 'lock', kind: 'switch', message: question, default: true, choices: undefined })) === true);
    if (!agreed) continue;
    door.say(`\nMaking ${lockfile} with ${named} …\n`);
    const after = readProject(project.root, {});
    const line = [...after.pythonVersion.files.values()]
      .map(({ lines: [first] }) => /(\d+\.\d+)/.exec(first?.text ?? '')?.[1])
      .find(Boolean);
    const problem = await makeLock({
      root: project.root,
      tool,
      pythonLine: line ?? '3.13',
      env: door.env,
      signal: door.signal,
      progress: (text) => door.say(`  ${text}\n`),
      ...(compile === undefined ? {} : { compile }),
    });
    if (problem === undefined) fresh.push(lockfile);
    else door.say(`${lockfile} could not be made, and is as it was:\n${problem.map((text) => `  ${text}\n`).join('')}`);
  }
  return fresh;
}

/** True for a next step that makes one of the fresh lock files. */
export function isLockStep(step: string, fresh: readonly string[]): boolean {
  return (
    / {2,}\(/.test(step) && fresh.some((lockfile) => step.includes(`brings ${lockfile} up`) || step.includes(`writes ${lockfile} anew`))
  );
}
