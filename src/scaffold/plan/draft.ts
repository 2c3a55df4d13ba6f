import { isDeepStrictEqual } from 'node:util';
import type { Feature } from '../../facts/features.ts';
import type { Repository } from '../../project/repository.ts';
import type { Declined, Plan, PlannedChange } from './plan.ts';

/** Which entry makes a change, and the clause that says why production needs it. */
export interface Reason {
  readonly entry: Feature;
  readonly because: string;
}

/**
 * The project as it will be, while the entries work on it one after the other. Nothing is written;
 * the plan is what differs at the end.
 */
export interface Draft {
  /** The text as it will be; undefined when there will be no such file. */
  text(path: string): string | undefined;
  /** Where a file of the project stands after the moves so far. */
  pathNow(path: string): string;
  /** Creates the file or changes it; the same text again is no change. */
  write(path: string, after: string, reason: Reason): void;
  /** Gives a further reason for a file that is changed already. */
  explain(path: string, reason: Reason): void;
  /** Moves a file, so that git sees one file with its history. The target must not exist. */
  move(from: string, path: string, reason: Reason): void;
  remove(path: string, reason: Reason): void;
  /** Leaves something to the person, once. */
  decline(declined: Declined): void;
  /** Adds a command or note for afterwards, once. */
  note(text: string): void;
  plan(): Plan;
}

interface DraftFile {
  /** Path in the project as it is; undefined for a new file. */
  readonly origin: string | undefined;
  after: string | undefined;
  readonly reasons: Reason[];
}

/** An empty draft of the project. */
export function startDraft(repository: Repository): Draft {
  const files = new Map<string, DraftFile>();
  const moved = new Map<string, string>();
  const declined: Declined[] = [];
  const notes = new Set<string>();

  const existing = (path: string): string | undefined =>
    moved.has(path) ? undefined : repository.files.text(path);
  const open = (path: string): DraftFile => {
    const before = existing(path);
    const file = files.get(path) ?? {
      origin: before === undefined ? undefined : path,
      after: before,
      reasons: [],
    };
    files.set(path, file);
    return file;
  };
  const text = (path: string): string | undefined => {
    const file = files.get(path);
    return file === undefined ? existing(path) : file.after;
  };

  return {
    text,
    pathNow: (path) => moved.get(path) ?? path,
    write(path, after, reason) {
      if (text(path) === after) return;
      const file = open(path);
      file.after = after;
      file.reasons.push(reason);
    },
    explain: (path, reason) => void files.get(path)?.reasons.push(reason),
    move(from, path, reason) {
      files.set(path, {
        origin: from,
        after: text(from),
        reasons: [reason, ...(files.get(from)?.reasons ?? [])],
      });
      files.delete(from);
      moved.set(from, path);
    },
    remove(path, reason) {
      const file = open(path);
      file.after = undefined;
      file.reasons.push(reason);
    },
    decline(one) {
      if (!declined.some((other) => isDeepStrictEqual(other, one))) declined.push(one);
    },
    note: (one) => void notes.add(one),
    plan: () => ({
      changes: [...files].flatMap(([path, file]) => changeOf(repository, path, file) ?? []),
      declined,
      next: [...notes],
    }),
  };
}

function changeOf(
  repository: Repository,
  path: string,
  file: DraftFile,
): PlannedChange | undefined {
  const first = file.reasons[0];
  if (first === undefined) return undefined;
  const { entry } = first;
  const entries = [...new Set(file.reasons.map((reason) => reason.entry))];
  const because = [...new Set(file.reasons.map((reason) => reason.because))].join('; ');
  const before = file.origin === undefined ? undefined : repository.files.text(file.origin);
  if (before === undefined)
    return file.after === undefined
      ? undefined
      : { kind: 'create', path, after: file.after, entry, entries, because };
  if (file.after === undefined) return { kind: 'delete', path, before, entry, entries, because };
  if (file.origin !== path)
    return {
      kind: 'move',
      from: file.origin!,
      path,
      before,
      after: file.after,
      entry,
      entries,
      because,
    };
  return before === file.after
    ? undefined
    : { kind: 'edit', path, before, after: file.after, entry, entries, because };
}
