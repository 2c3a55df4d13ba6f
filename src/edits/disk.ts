import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  rmdirSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';

/** Writes a file so that it outlives a power cut. */
export function writeSynced(path: string, bytes: Buffer, mode = 0o666): void {
  const descriptor = openSync(path, 'w', mode);
  try {
    writeFileSync(descriptor, bytes);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Makes a rename last through a power cut. Windows cannot open a folder, and its renames need no
 * such step.
 */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32' || statOf(folder) === undefined) return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Removes a folder that holds nothing; one that does, or that is gone, is no error. */
export function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Holds files of somebody else, or is gone.
  }
}

/** What is at the path, links followed; undefined for nothing. */
export function statOf(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}

/** The bytes of a file; undefined where there is none. */
export function readBytes(path: string): Buffer | undefined {
  return statOf(path)?.isFile() ? readFileSync(path) : undefined;
}

/** The text of a file as UTF-8; undefined where there is none. */
export function readText(path: string): string | undefined {
  return readBytes(path)?.toString('utf8');
}
