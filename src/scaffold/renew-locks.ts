import { followFile } from '../edits/undo-record.ts';
import { chooseInterpreter, findInterpreters, type Interpreter } from '../heroku/interpreters.ts';
import { lockToolVersion, makeLock } from '../heroku/tools/make-lock.ts';
import type { Project } from '../project/project.ts';
import { requestedPython } from '../project/questions/requested-python.ts';
import { readProject } from '../project/read.ts';
import { type DerivedLock, derivedLocks } from './locks.ts';
import type { Plan } from './plan.ts';
import type { ScaffoldDoor } from './run-scaffold.ts';

/** Where the project asks for no Python. */
const DEFAULT_LINE = '3.13';

/** The locks that the plan makes stale: it changes what they were made from. */
function staleLocks(project: Project, { changes }: Plan): readonly DerivedLock[] {
  return changes.some(({ path }) => path === project.dependencies.editable?.path) ? derivedLocks(project) : [];
}

/** The stale locks that `--lock` names, or that the person wants made again. Asked before anything is written, so that leaving leaves all as it was. */
export async function agreeOnLocks(
  project: Project,
  plan: Plan,
  wanted: unknown,
  ask: ScaffoldDoor['ask'],
): Promise<readonly DerivedLock[]> {
  const agreed: DerivedLock[] = [];
  for (const stale of staleLocks(project, plan)) {
    const { tool, lockfile } = stale;
    const message = `Make ${lockfile} again as well, with ${tool} ${lockToolVersion(tool)}${tool === 'pip-tools' ? '' : ' as Heroku has it'}?`;
    const question = { name: 'lock', kind: 'switch', message, default: true, choices: undefined } as const;
    if (wanted === true || (wanted !== false && (await ask?.(question)) === true)) agreed.push(stale);
  }
  return agreed;
}

/**
 * Has the locks made again by their own tools, in Heroku's version. Returns those that are fresh now; `--undo` takes them back with the rest.
 * A lock that cannot be made stays as it was, and the person reads why.
 */
export async function renewLocks(project: Project, locks: readonly DerivedLock[], door: ScaffoldDoor): Promise<readonly DerivedLock[]> {
  const fresh: DerivedLock[] = [];
  for (const lock of locks) {
    const { tool, lockfile, compile } = lock;
    door.say(`\nMaking ${lockfile} with ${tool} ${lockToolVersion(tool)} …\n`);
    const after = readProject(project.root, {});
    const followed = followFile(project.root, lockfile, door.stateFolder);
    const problem = await makeLock({
      root: project.root,
      tool,
      interpreter: await interpreterFor(after, door),
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
    if (problem === undefined) fresh.push(lock);
    else door.say(`${lockfile} could not be made, and is as it was:\n${problem.map((text) => `  ${text}\n`).join('')}`);
  }
  return fresh;
}

/** The interpreter that a build of the project would use here, as far as there is one of that line. */
async function interpreterFor(project: Project, { env }: ScaffoldDoor): Promise<Interpreter> {
  const line = requestedPython(project)?.line ?? DEFAULT_LINE;
  return chooseInterpreter(`${line}.0`, { strict: false, interpreters: await findInterpreters(env) });
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
