import { escapeControls } from '../../facts/escape-controls.ts';
import { type LogLine, renderLogLine } from '../../heroku/logs/log-line.ts';
import { painter } from './rehearsal-progress.ts';

/** Colours of dynos, one after the other; red is kept for errors. */
const DYNO_COLORS = ['36', '33', '32', '35', '34'];

/**
 * Returns a function that renders lines of the log: each dyno in a colour of its own, errors in
 * red, the platform's own words dim, control characters written out.
 */
export function logPainter(color: boolean): (line: LogLine) => string {
  const paint = painter(color);
  const colors = new Map<string, string>();
  return (line) => {
    const said = escapeControls(line.message);
    const text = renderLogLine({ ...line, message: said });
    const known = colors.get(line.dyno) ?? DYNO_COLORS[colors.size % DYNO_COLORS.length] ?? '36';
    colors.set(line.dyno, known);
    const head = text.slice(0, text.length - said.length);
    const isError =
      line.source === 'heroku' && /^Error [HRL]\d\d|(^| )at=error /.test(line.message);
    const message = isError
      ? paint('31', said)
      : line.source === 'heroku'
        ? paint('2', said)
        : said;
    return `${paint(known, head)}${message}`;
  };
}
