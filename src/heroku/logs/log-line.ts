/**
 * One line of an app's log. `app` is what the project's own processes print, `heroku` what the
 * platform says about them.
 */
export interface LogLine {
  readonly at: Date;
  readonly source: 'app' | 'heroku';
  /** `web.1`, `release.1`, `run.1`, `router`, `api`, … */
  readonly dyno: string;
  readonly message: string;
}

export type LogSink = (line: LogLine) => void;

/**
 * The line as `heroku logs` prints it: timestamp with microseconds and offset, source and dyno,
 * message.
 */
export function renderLogLine(line: LogLine): string {
  return `${line.at.toISOString().replace('Z', '000+00:00')} ${line.source}[${line.dyno}]: ${line.message}`;
}

/** What the processes of a dyno printed, of the lines. */
export function printedBy(lines: readonly LogLine[], dyno: string): string {
  return lines
    .flatMap((line) => (line.source === 'app' && line.dyno === dyno ? [line.message] : []))
    .join('\n');
}
