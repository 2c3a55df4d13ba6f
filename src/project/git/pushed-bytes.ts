import { createHash } from 'node:crypto';
import type { Repository } from '../repository.ts';

/**
 * The content of a tracked file as git would push it, which on Windows often has other line ends
 * than the file on the disk. Undefined where that cannot be told from the disk: the file is not
 * tracked, was changed since it was added, or passes through a filter such as Git LFS.
 */
export function pushedBytes({ files, git }: Repository, path: string): Uint8Array | undefined {
  const tracked = git?.trackedFile(path);
  const bytes = tracked && files.bytes(path);
  if (tracked === undefined || bytes === undefined) return undefined;
  const algorithm = tracked.objectName.length === 64 ? 'sha256' : 'sha1';
  const isPushed = (content: Uint8Array): boolean =>
    blobName(content, algorithm) === tracked.objectName;
  if (isPushed(bytes)) return bytes;
  const normalized = withoutCarriageReturns(bytes);
  return normalized.length < bytes.length && isPushed(normalized) ? normalized : undefined;
}

/**
 * The name that git gives to a content, in hexadecimal. Source: "Pro Git", "Git Objects"; read
 * 2026-11-30.
 */
export function blobName(content: Uint8Array, algorithm: 'sha1' | 'sha256' = 'sha1'): string {
  return createHash(algorithm).update(`blob ${content.length}\0`).update(content).digest('hex');
}

/** `core.autocrlf` and `text` take the carriage return from each line end. */
function withoutCarriageReturns(bytes: Uint8Array): Uint8Array {
  return bytes.filter((byte, at) => byte !== 13 || bytes[at + 1] !== 10);
}
