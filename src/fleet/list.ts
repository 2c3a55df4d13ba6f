import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { escapeControls } from '../facts/escape-controls.ts';
import { UsageError } from '../facts/usage-error.ts';
import { withoutPassword } from '../machine/git-clone.ts';

/** One repository of a fleet. */
export interface FleetEntry {
  /** What names it in results: as in the list, without a password. */
  readonly repository: string;
  /** An absolute folder, or what git clones from. */
  readonly source: { readonly folder: string } | { readonly url: string };
}

export interface ListPlace {
  /** How the list is named in messages. */
  readonly name: string;
  /** The folder that relative paths start from. */
  readonly folder: string;
  /** Where `owner/name` is cloned from, such as `https://github.com`. */
  readonly gitHost: string;
}

/** Bad lines that a message names; the others are counted. */
const MAX_NAMED = 10;

/** What git may clone over: no transport that runs a program of the list's choice, such as ext. */
const GIT_URL = /^(https?|ssh|git|file):\/\/[^\s]+$/;
/** `git@host:path`, as ssh writes it. */
const SSH_ADDRESS = /^[\w.-]+@[\w.-]+:[^\s-][^\s]*$/;
const GITHUB_NAME = /^[A-Za-z0-9][\w.-]*\/[\w.][\w.-]*$/;

const jsonEntrySchema = z.object({ clone_url: z.string(), full_name: z.string().optional() });

/**
 * The repositories of a list, each once, in the order of their names: folders, git URLs and
 * `owner/name`, one a line, or the JSON array of GitHub's API. Throws a UsageError that names every
 * bad line.
 */
export function parseFleetList(text: string, place: ListPlace): readonly FleetEntry[] {
  const problems: string[] = [];
  const found = new Map<string, FleetEntry>();
  for (const { where, words, label } of itemsOf(text, place)) {
    const entry = words === undefined ? undefined : entryOf(words, label, place);
    if (entry === undefined)
      problems.push(
        `${where}: ${words === undefined ? 'it has no clone_url' : `'${escapeControls(shorten(withoutPassword(words)))}' is neither a folder, a git URL, nor owner/name`}`,
      );
    else found.set(entry.repository, entry);
  }
  if (problems.length > 0) throw badLines(place, problems);
  if (found.size === 0)
    throw new UsageError(`${place.name} names no repository`, {
      next: ['Write one a line: a folder, a git URL, or owner/name on GitHub.'],
    });
  return [...found.values()].sort((a, b) => (a.repository < b.repository ? -1 : 1));
}

interface ListItem {
  readonly where: string;
  /** Undefined for an entry of a JSON list without what is needed. */
  readonly words: string | undefined;
  readonly label: string | undefined;
}

function itemsOf(text: string, place: ListPlace): readonly ListItem[] {
  if (/^\s*\[/.test(text)) return jsonItems(text, place);
  return text
    .split(/\r?\n/)
    .map((line, index) => ({
      where: `line ${index + 1}`,
      words: line.replace(/(^|\s)#.*$/, '').trim(),
      label: undefined,
    }))
    .filter(({ words }) => words !== '');
}

function jsonItems(text: string, place: ListPlace): readonly ListItem[] {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${place.name} begins as a JSON array, but is none`, {
      evidence: [(error as Error).message],
    });
  }
  return z
    .array(z.unknown())
    .parse(list)
    .map((item, index) => {
      const { data } = jsonEntrySchema.safeParse(item);
      return { where: `entry ${index + 1}`, words: data?.clone_url, label: data?.full_name };
    });
}

function entryOf(
  words: string,
  label: string | undefined,
  { folder, gitHost }: ListPlace,
): FleetEntry | undefined {
  if (words.startsWith('-') || words.includes('\0')) return undefined;
  if (GIT_URL.test(words) || SSH_ADDRESS.test(words))
    return { repository: label ?? withoutPassword(words), source: { url: words } };
  const path = resolve(folder, words);
  if (isFolder(path)) return { repository: label ?? words, source: { folder: path } };
  if (!GITHUB_NAME.test(words)) return undefined;
  return {
    repository: label ?? words,
    source: { url: `${gitHost.replace(/\/+$/, '')}/${words}.git` },
  };
}

/** True for a folder, also one that this user may not enter; never waits. */
function isFolder(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    return false;
  }
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

function badLines({ name }: ListPlace, problems: readonly string[]): UsageError {
  const more = problems.length - MAX_NAMED;
  return new UsageError(
    `${name} has ${problems.length === 1 ? 'a line' : `${problems.length} lines`} that cannot be read`,
    {
      evidence: [...problems.slice(0, MAX_NAMED), ...(more > 0 ? [`and ${more} more`] : [])],
      next: ['Nothing was checked. Correct the list, then run the command again.'],
    },
  );
}
