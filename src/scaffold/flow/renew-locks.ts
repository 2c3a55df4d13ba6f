import { followFile } from '../../edits/undo-record.ts';
import { defaultPythonLine } from '../../facts/python-lines.ts';
import { cancelledAfterWriting } from '../../machine/cancellation.ts';
import {
  chooseInterpreter,
  findInterpreters,
  type Interpreter,
} from '../../machine/interpreters.ts';
import { type LockTool, lockToolVersion, makeLock } from '../../machine/tools/make-lock.ts';
import { readRepository } from '../../project/read.ts';
import type { Repository } from '../../project/repository.ts';
import { requestedPython } from '../../queries/python-version/python-versions.ts';
import { type DerivedLock, derivedLocks } from '../packages/locks.ts';
import type { ScaffoldUi } from './scaffold-ui.ts';

/** A lock that a tool of ours can make. */
type MakeableLock = DerivedLock & { readonly tool: LockTool };

function isMakeable(lock: DerivedLock): lock is MakeableLock {
  return lock.tool !== undefined;
}

/** What a plan tells of the locks: which files it changes. */
interface ChangedPaths {
  readonly changes: readonly { readonly path: string }[];
}

/** The locks that the plan makes stale: it changes what they were made from. */
function staleLocks(repository: Repository, { changes }: ChangedPaths): readonly MakeableLock[] {
  return changes.some(({ path }) => path === repository.dependencies.editable?.path)
    ? derivedLocks(repository).filter(isMakeable)
    : [];
}

/**
 * The stale locks that `--lock` names, or that the person wants made again. Asked before anything
 * is written, so that leaving leaves all as it was.
 */
export async function agreeOnLocks(
  repository: Repository,
  plan: ChangedPaths,
  wanted: unknown,
  ask: ScaffoldUi['ask'],
): Promise<readonly MakeableLock[]> {
  const agreed: MakeableLock[] = [];
  for (const stale of staleLocks(repository, plan)) {
    const { tool, lockfile } = stale;
    const message = `Make ${lockfile} again as well, with ${tool} ${lockToolVersion(tool)}${tool === 'pip-tools' ? '' : ' as Heroku has it'}?`;
    const question = {
      name: 'lock',
      kind: 'switch',
      message,
      default: true,
      choices: undefined,
    } as const;
    if (wanted === true || (wanted !== false && (await ask?.(question)) === true))
      agreed.push(stale);
  }
  return agreed;
}

/**
 * Has the locks made again by their own tools, in Heroku's version. Returns those that are fresh
 * now; `--undo` takes them back with the rest. A lock that cannot be made stays as it was, and the
 * person reads why. Rejects with the error of `leftAfterWriting` when the person leaves.
 */
export async function renewLocks(
  repository: Repository,
  locks: readonly MakeableLock[],
  ui: ScaffoldUi,
): Promise<readonly DerivedLock[]> {
  const fresh: DerivedLock[] = [];
  for (const lock of locks) {
    const { tool, lockfile, compile } = lock;
    ui.say(`\nMaking ${lockfile} with ${tool} ${lockToolVersion(tool)} …\n`);
    const after = readRepository(repository.root, {});
    const followed = followFile(repository.root, lockfile, ui.stateFolder);
    const making = makeLock({
      root: repository.root,
      tool,
      interpreter: await interpreterFor(after, ui),
      env: ui.env,
      signal: ui.signal,
      progress: (text) => ui.say(`  ${text}\n`),
      ...(compile === undefined
        ? {}
        : {
            compile: {
              from: compile.from,
              to: compile.to,
              command: compile.command,
              options: [
                ...keptOptions(compile.command ?? ''),
                // uv names an index only when it is told to.
                ...(tool === 'uv' ? [] : ownIndex(after.files.text(compile.from) ?? '')),
              ],
            },
          }),
    });
    const problem = await making.catch((error: unknown) => {
      throw ui.signal.aborted ? cancelledAfterWriting(error) : error;
    });
    followed.note();
    if (problem === undefined) fresh.push(lock);
    else
      ui.say(
        `${lockfile} could not be made, and is as it was:\n${problem.map((text) => `  ${text}\n`).join('')}`,
      );
  }
  return fresh;
}

/**
 * The interpreter that a build of the project would use here, as far as there is one of that line.
 */
async function interpreterFor(repository: Repository, { env }: ScaffoldUi): Promise<Interpreter> {
  const line = requestedPython(repository)?.line ?? defaultPythonLine();
  return chooseInterpreter(`${line}.0`, {
    strict: false,
    interpreters: await findInterpreters(env),
  });
}

/**
 * What keeps the index of this machine out of the compiled file, unless the declaration names an
 * index itself.
 */
function ownIndex(declaration: string): readonly string[] {
  const names = /^(-i|--index-url|--extra-index-url|-f|--find-links)\b/m.test(declaration);
  return names ? [] : ['--no-emit-index-url', '--no-emit-find-links', '--no-emit-trusted-host'];
}

/**
 * Options without a value, and with one, that a list is compiled with again; those that name files
 * and addresses are this machine's.
 */
const KEPT_FLAG =
  /^--(generate-hashes|no-header|no-annotate|allow-unsafe|(no-)?strip-(extras|markers)|no-emit-[a-z-]+|all-extras|universal|annotation-style=\w+|resolver=\w+|resolution=\w+|(extra|group|python-version|python-platform)=[\w.,-]+)$/;
const KEPT_WITH_VALUE = [
  '--python-version',
  '--python-platform',
  '--extra',
  '--group',
  '--resolution',
  '--annotation-style',
  '--no-emit-package',
];

/** The options that a compiled file says it was made with. */
function keptOptions(command: string): readonly string[] {
  const words = command.split(/\s+/);
  return words.flatMap((word, index) => {
    const value = words[index + 1];
    if (KEPT_WITH_VALUE.includes(word)) return value === undefined ? [] : [word, value];
    return KEPT_FLAG.test(word) ? [word] : [];
  });
}
