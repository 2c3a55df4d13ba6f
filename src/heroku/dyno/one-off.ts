import type { DynoSize } from '../../facts/dynos.ts';
import type { LogLine, LogSink } from '../logs/log-line.ts';
import { type Dyno, type DynoEnd, startDyno } from './start-dyno.ts';

/** What every dyno of one rehearsal shares. */
export interface App {
  readonly slugFolder: string;
  readonly workspaceFolder: string;
  readonly configVars: Readonly<Record<string, string>>;
  readonly log: LogSink;
  readonly signal: AbortSignal;
  readonly timeFactor: number;
  /** Default: the smallest. */
  readonly size?: DynoSize;
  /** Told of every dyno as it starts. */
  readonly onDyno?: (dyno: Dyno) => void;
}

export interface OneOffResult {
  readonly end: DynoEnd;
  /** What the command itself printed, both streams. */
  readonly output: string;
  readonly timedOut: boolean;
}

/**
 * Runs a command to its end on a one-off dyno with its own copy of the slug; after `limitSeconds`
 * it is stopped.
 */
export async function runOneOff(
  app: App,
  name: string,
  command: string,
  limitSeconds: number,
): Promise<OneOffResult> {
  const output: string[] = [];
  const log = (line: LogLine): void => {
    if (line.source === 'app') output.push(line.message);
    app.log(line);
  };
  const dyno: Dyno = startDyno({ ...app, command, name, log });
  app.onDyno?.(dyno);
  let timedOut = false;
  const timer = setTimeout(
    () => {
      timedOut = true;
      void dyno.stop();
    },
    limitSeconds * 1000 * app.timeFactor,
  );
  const end = await dyno.ended;
  clearTimeout(timer);
  return { end, output: output.join('\n'), timedOut };
}
