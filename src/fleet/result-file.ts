import {
  closeSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { UsageError } from '../facts/usage-error.ts';
import { FLEET_LINE_SCHEMA, type FleetLine, renderFleetLine } from './line.ts';
import type { KnownLine } from './run-entry.ts';

/** A file of result lines, of which only the places and the keys are kept in memory. */
export interface ResultFile {
  /** What the newest line of a repository says; undefined without one. */
  known(repository: string): KnownLine | undefined;
  /** Adds a line, which replaces an older one of the same repository. */
  append(line: FleetLine): void;
  /** The newest line of each repository, in the order of their names. */
  lines(): Generator<FleetLine>;
  /**
   * Writes the newest line of each of these repositories, in the order of their names, to a file
   * that is there as a whole or not at all; it may be this one.
   */
  finish(repositories: ReadonlySet<string>, target: string): void;
  close(): void;
}

interface Place extends KnownLine {
  readonly start: number;
  readonly bytes: number;
}

const CHUNK_BYTES = 1 << 20;
/** Bytes of one line; a line of a thousand findings takes about 300 kB. */
const MAX_LINE_BYTES = 64 * 2 ** 20;
const LINE_END = 0x0a;

/**
 * Opens a file of results to go on with it, or makes an empty one. A last line that a kill cut
 * short is dropped. Throws a UsageError for a line that is no result, and leaves the file as it is.
 */
export function openResultFile(path: string): ResultFile {
  const file = openFile(path, 'a+');
  const places = new Map<string, Place>();
  let end = 0;
  const note = ({ repository, key, commit, content }: FleetLine, start: number, bytes: number) =>
    void places.set(repository, { key, commit, content, start, bytes });
  try {
    end = eachLine(file, path, note);
  } catch (error) {
    closeSync(file);
    throw error;
  }
  ftruncateSync(file, end);
  const textAt = ({ start, bytes }: Place): Buffer => {
    const buffer = Buffer.allocUnsafe(bytes);
    readSync(file, buffer, 0, bytes, start);
    return buffer;
  };
  const sorted = (): string[] => [...places.keys()].sort();
  return {
    known: (repository) => places.get(repository),
    append(line) {
      const text = Buffer.from(renderFleetLine(line));
      writeAll(file, text);
      note(line, end, text.length);
      end += text.length;
    },
    *lines() {
      for (const name of sorted())
        yield FLEET_LINE_SCHEMA.parse(JSON.parse(textAt(places.get(name)!).toString('utf8')));
    },
    finish(repositories, target) {
      const fresh = openSync(`${target}.part`, 'w');
      for (const name of sorted())
        if (repositories.has(name)) writeAll(fresh, textAt(places.get(name)!));
      fsyncSync(fresh);
      closeSync(fresh);
      renameSync(`${target}.part`, target);
    },
    close: () => closeSync(file),
  };
}

/** Reads every whole line of a file of results. Throws a UsageError that names a bad one. */
export function readResultLines(path: string, onLine: (line: FleetLine) => void): void {
  const file = openFile(path, 'r');
  try {
    eachLine(file, path, onLine);
  } finally {
    closeSync(file);
  }
}

/** Calls back for each whole line; returns where the last one ends. */
function eachLine(
  file: number,
  path: string,
  onLine: (line: FleetLine, start: number, bytes: number) => void,
): number {
  let rest: Buffer = Buffer.alloc(0);
  let start = 0;
  let number = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    const count = readSync(file, chunk, 0, CHUNK_BYTES, start + rest.length);
    if (count === 0) return start;
    let data = Buffer.concat([rest, chunk.subarray(0, count)]);
    for (let at = data.indexOf(LINE_END); at >= 0; at = data.indexOf(LINE_END)) {
      number += 1;
      onLine(parseLine(data.toString('utf8', 0, at), path, number), start, at + 1);
      start += at + 1;
      data = data.subarray(at + 1);
    }
    if (data.length > MAX_LINE_BYTES) throw notAResult(path, number + 1, 'it is too long');
    rest = data;
  }
}

function parseLine(text: string, path: string, number: number): FleetLine {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw notAResult(path, number, 'it is no JSON');
  }
  const { data, error } = FLEET_LINE_SCHEMA.safeParse(value);
  if (data !== undefined) return data;
  const [issue] = error.issues;
  throw notAResult(path, number, `${issue?.path.join('.') || 'the line'}: ${issue?.message}`);
}

function notAResult(path: string, number: number, because: string): UsageError {
  return new UsageError(`${path} is no file of results of dynoready fleet`, {
    evidence: [`line ${number}: ${because}`],
    next: ['Nothing was changed. Name another file.'],
  });
}

function openFile(path: string, flags: 'a+' | 'r'): number {
  try {
    return openSync(path, flags);
  } catch (error) {
    throw new UsageError(`The file of results cannot be opened: ${path}`, {
      evidence: [(error as Error).message],
    });
  }
}

function writeAll(file: number, text: Buffer): void {
  for (let at = 0; at < text.length; ) at += writeSync(file, text, at);
}
