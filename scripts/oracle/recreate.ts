import { posix } from 'node:path';
import type { OracleCase } from './case.ts';
import { hookScript } from './hook-words.ts';
import { otherFile, pythonSource } from './source-words.ts';

/**
 * The files of a case as text or bytes by path, with the Python sources and hooks that it only
 * describes written out.
 */
export interface RecreatedFiles {
  readonly entries: Readonly<Record<string, string | Uint8Array>>;
  readonly executable: ReadonlySet<string>;
  /**
   * Descriptions that no source could be written for: the case cannot be set up, and never counts
   * as agreeing.
   */
  readonly unknown: readonly string[];
}

/** The addresses that the cases leave open. */
export interface IndexAddresses {
  readonly simple: string;
  readonly files: string;
}

/**
 * Writes out a case; without addresses its placeholders stay, which only a real install would mind.
 */
export function recreate(one: OracleCase, addresses: IndexAddresses | undefined): RecreatedFiles {
  const entries: Record<string, string | Uint8Array> = {};
  const unknown: string[] = [];
  const put = (path: string, text: string | undefined, description: string): void => {
    if (text === undefined) unknown.push(`${path}: ${description}`);
    entries[path] = text ?? '';
  };
  for (const [path, text] of Object.entries(one.files)) entries[path] = fill(text, addresses);
  for (const [path, text] of Object.entries(one.filesBase64))
    entries[path] = Buffer.from(text, 'base64');
  for (const [path, description] of Object.entries(one.pySource))
    put(path, pythonSource(description, entries, path), description);
  for (const [path, description] of Object.entries(one.otherFiles))
    put(path, otherFile(description), description);
  for (const [path, description] of Object.entries(one.hooks))
    put(path, hookScript(description), description);
  for (const [path, target] of Object.entries(one.symlinks))
    follow(entries, path, posix.join(posix.dirname(path), target));
  return {
    entries,
    executable: new Set([...Object.keys(one.hooks), ...Object.keys(one.otherFiles)]),
    unknown,
  };
}

/**
 * What a link shows: the text of a file, or the files of a folder. A link that leads nowhere is no
 * file.
 */
function follow(entries: Record<string, string | Uint8Array>, path: string, target: string): void {
  const file = entries[target];
  if (file !== undefined) entries[path] = file;
  for (const [one, content] of Object.entries(entries)) {
    if (one.startsWith(`${target}/`)) entries[`${path}${one.slice(target.length)}`] = content;
  }
}

function fill(text: string, addresses: IndexAddresses | undefined): string {
  if (addresses === undefined) return text;
  return text
    .replaceAll('@PYPI_SIMPLE@', addresses.simple)
    .replaceAll('@PYPI_FILES@', addresses.files);
}
