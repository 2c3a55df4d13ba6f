import { applyEdits, type TextEdit } from '../edits/text-edit.ts';
import type { Repository } from '../project/repository.ts';
import type { FileTree } from '../python/file-tree.ts';
import { parsePython } from '../python/parse.ts';
import { parseFile } from '../python/parse-file.ts';
import type { Finding, Rule } from './rule.ts';
import { type RunOptions, runRules } from './run.ts';

/** A file before and after its fixes. */
export interface FixedFile {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/**
 * What one round of fixes comes to. `waiting` touch what another fix of the round changes; they are
 * tried again on the changed text.
 */
export interface FixRound {
  readonly files: readonly FixedFile[];
  readonly applied: readonly Finding[];
  readonly waiting: readonly Finding[];
  readonly declined: readonly { readonly finding: Finding; readonly because: string }[];
}

/** What all rounds together come to; `left` are the findings that remain. */
export interface FixOutcome {
  readonly files: readonly FixedFile[];
  readonly applied: readonly Finding[];
  readonly declined: FixRound['declined'];
  readonly left: readonly Finding[];
  /** The project as it would be read after the fixes; the places of `left` are in its texts. */
  readonly repository: Repository;
}

/** Fixes that wake each other for ever are a bug; ten rounds are more than any project needed. */
const MAX_ROUNDS = 10;

/**
 * The files as the fixes of these findings leave them, none of them written. Of two fixes that
 * touch the same place the later waits. A fix after which Python would no longer read a file is
 * left out, with the reason.
 */
export function planFixes(
  repository: Repository,
  findings: readonly Finding[],
  options: { readonly unsafe: boolean },
): FixRound {
  const edits = new Map<string, TextEdit[]>();
  const applied: Finding[] = [];
  const waiting: Finding[] = [];
  const declined: { finding: Finding; because: string }[] = [];
  for (const finding of findings) {
    const { fix } = finding;
    if (fix === undefined) {
      if (finding.declined !== undefined) declined.push({ finding, because: finding.declined });
    } else if (fix.safety === 'manual')
      declined.push({ finding, because: 'it can only be done by hand' });
    else if (fix.safety === 'unsafe' && !options.unsafe)
      declined.push({ finding, because: 'it may change behaviour: run with --fix-unsafe' });
    else if (fix.edits.some((edit) => edits.get(edit.file)?.some((other) => touches(edit, other))))
      waiting.push(finding);
    else {
      const candidate = new Map(edits);
      for (const { file, ...edit } of fix.edits)
        candidate.set(file, [...(candidate.get(file) ?? []), edit]);
      const broken = fix.edits.find(({ file }) =>
        breaksPython(repository, file, candidate.get(file)!),
      );
      if (broken !== undefined)
        declined.push({ finding, because: `Python would not read ${broken.file} any more` });
      else {
        for (const [file, list] of candidate) edits.set(file, list);
        applied.push(finding);
      }
    }
  }
  const files = [...edits].map(([path, list]) => {
    const before = repository.files.text(path) ?? '';
    return { path, before, after: applyEdits(before, list) };
  });
  return {
    files: files.filter(({ before, after }) => before !== after),
    applied,
    waiting,
    declined,
  };
}

/**
 * Applies fixes round after round, in memory, until none is left that can be made. `reread` makes
 * the project anew from its changed files. Throws when the rounds do not end: two fixes of ours
 * undo each other.
 */
export function fixProject(
  repository: Repository,
  rules: readonly Rule[],
  options: RunOptions & {
    readonly unsafe: boolean;
    readonly reread: (files: FileTree) => Repository;
    /** Leaves out what a person decided to live with: it is not mended either. */
    readonly judge?: (repository: Repository, found: readonly Finding[]) => readonly Finding[];
  },
): FixOutcome {
  const texts = new Map<string, string>();
  const applied: Finding[] = [];
  let current = repository;
  for (let round = 1; round <= MAX_ROUNDS; round += 1) {
    const found = runRules(current, rules, options);
    const findings = options.judge?.(current, found) ?? found;
    const { files, applied: mended, declined } = planFixes(current, findings, options);
    if (files.length === 0) {
      const changed = [...texts].map(([path, after]) => ({
        path,
        before: repository.files.text(path) ?? '',
        after,
      }));
      return { files: changed, applied, declined, left: findings, repository: current };
    }
    applied.push(...mended);
    for (const { path, after } of files) texts.set(path, after);
    current = options.reread(overlay(repository.files, texts));
  }
  throw new Error(
    `Fixes still changed files after ${MAX_ROUNDS} rounds; last applied: ${applied.at(-1)?.rule ?? 'none'}.`,
  );
}

/** Touching counts as overlapping: two insertions at one offset have no certain order. */
function touches(a: TextEdit, b: TextEdit): boolean {
  return a.start <= b.end && b.start <= a.end;
}

function breaksPython(repository: Repository, path: string, edits: readonly TextEdit[]): boolean {
  const before = repository.files.text(path);
  if (before === undefined || !path.endsWith('.py')) return false;
  return (
    parseFile(repository.files, path)?.ok === true &&
    !parsePython(path, applyEdits(before, edits)).ok
  );
}

/** The tree with other texts for some of its files. */
function overlay(tree: FileTree, texts: ReadonlyMap<string, string>): FileTree {
  return {
    paths: tree.paths,
    symlinks: tree.symlinks,
    passedOver: () => tree.passedOver(),
    has: (path) => tree.has(path),
    encoding: (path) => tree.encoding(path),
    text: (path) => texts.get(path) ?? tree.text(path),
    bytes: (path) => {
      const text = texts.get(path);
      return text === undefined ? tree.bytes(path) : new TextEncoder().encode(text);
    },
  };
}
