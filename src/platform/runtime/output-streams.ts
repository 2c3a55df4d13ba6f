import { randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a build or a release command prints, for as long as somebody may want to read it. */
export interface OutputStream {
  /** 32 hexadecimal digits: whoever knows them may read. */
  readonly key: string;
  write(text: string): void;
  end(): void;
}

export interface OutputStreams {
  open(): OutputStream;
  /**
   * What was printed so far, and what follows through `onText` until `onEnd`. Undefined for a key
   * that names nothing. The function that comes back ends the reading.
   */
  read(key: string, onText: (text: string) => void, onEnd: () => void): (() => void) | undefined;
}

/** Keeps what was printed in files of the folder, so that it is there after a restart. */
export function createOutputStreams(folder: string): OutputStreams {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const live = new Map<string, Set<{ onText: (text: string) => void; onEnd: () => void }>>();
  const fileOf = (key: string): string => join(folder, `${key}.log`);
  return {
    open: () => {
      const key = randomBytes(16).toString('hex');
      const readers = new Set<{ onText: (text: string) => void; onEnd: () => void }>();
      live.set(key, readers);
      appendFileSync(fileOf(key), '', { mode: 0o600 });
      return {
        key,
        write: (text) => {
          appendFileSync(fileOf(key), text);
          for (const { onText } of readers) onText(text);
        },
        end: () => {
          live.delete(key);
          for (const { onEnd } of readers) onEnd();
        },
      };
    },
    read: (key, onText, onEnd) => {
      if (!/^[0-9a-f]{32}$/.test(key) || !existsSync(fileOf(key))) return undefined;
      onText(readFileSync(fileOf(key), 'utf8'));
      const readers = live.get(key);
      if (readers === undefined) {
        onEnd();
        return () => {};
      }
      const reader = { onText, onEnd };
      readers.add(reader);
      return () => void readers.delete(reader);
    },
  };
}
