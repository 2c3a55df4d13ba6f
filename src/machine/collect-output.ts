import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { createLineCutter } from './cut-lines.ts';

/** Characters of a process' output that are kept at least; git names a million files in as many. */
const KEPT_OUTPUT_CHARACTERS = 64 * 2 ** 20;

/** The streams of a process that are read. */
export interface OutputStreams {
  readonly stdout: Readable | null | undefined;
  readonly stderr: Readable | null | undefined;
}

export interface CollectOptions {
  readonly onLine?: ((line: string, stream: 'stdout' | 'stderr') => void) | undefined;
  /** Default true. */
  readonly keepOutput?: boolean | undefined;
}

/** What was printed so far: both streams by line, and standard output as it is. */
export interface CollectedOutput {
  output(): string;
  stdout(): string;
}

/** Passes the lines on to `onLine`, and keeps the end of both streams unless told otherwise. */
export function collectOutput(
  streams: OutputStreams,
  { onLine, keepOutput = true }: CollectOptions,
): CollectedOutput {
  let output = '';
  let stdout = '';
  for (const name of ['stdout', 'stderr'] as const) {
    const cutter = createLineCutter((line) => {
      if (keepOutput) output = endOf(`${output}${line}\n`);
      onLine?.(line, name);
    });
    streams[name]?.on('data', cutter.take).on('end', cutter.end);
  }
  if (keepOutput) {
    const decoder = new StringDecoder('utf8');
    streams.stdout?.on('data', (chunk: Buffer) => {
      stdout = endOf(stdout + decoder.write(chunk));
    });
  }
  return { output: () => output, stdout: () => stdout };
}

function endOf(text: string): string {
  return text.length > 2 * KEPT_OUTPUT_CHARACTERS ? text.slice(-KEPT_OUTPUT_CHARACTERS) : text;
}
