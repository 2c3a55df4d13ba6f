import type { LogLine, LogSink } from './log-line.ts';

/** Lines that the platform keeps of an app's log. Source: build rules, 18.9; read 2026-11-30. */
const KEPT_LINES = 1_500;

/** The newest lines of an app's log, and whoever follows it. */
export interface LogBuffer {
  readonly write: LogSink;
  /** The newest lines that the filter lets through, oldest first; at most `count`. */
  last(count: number, isWanted?: (line: LogLine) => boolean): readonly LogLine[];
  /** Calls `sink` for each line from now on. Returns the function that ends it. */
  subscribe(sink: LogSink): () => void;
}

/** An empty buffer of 1,500 lines, starting with `lines`. */
export function createLogBuffer(lines: readonly LogLine[] = []): LogBuffer {
  const kept = lines.slice(-KEPT_LINES);
  const sinks = new Set<LogSink>();
  return {
    write: (line) => {
      kept.push(line);
      if (kept.length > KEPT_LINES) kept.shift();
      for (const sink of sinks) sink(line);
    },
    last: (count, isWanted = () => true) =>
      count <= 0 ? [] : kept.filter((line) => isWanted(line)).slice(-count),
    subscribe: (sink) => {
      sinks.add(sink);
      return () => void sinks.delete(sink);
    },
  };
}
