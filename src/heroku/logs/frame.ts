import type { LogLine } from './log-line.ts';

/**
 * Facility and severity as syslog counts them. Source: from memory, after lines of real drains;
 * 2026-11-24.
 */
const PRIORITIES = { app: 190, router: 158, heroku: 45 } as const;

/**
 * One line as drains carry it: its length in bytes, a blank, and a syslog message that has no field
 * for structured data, as Heroku's has none. Source: `logplex`, read 2026-11-23.
 */
export function frameOf({ at, source, dyno, message }: LogLine): string {
  const priority = PRIORITIES[source === 'app' ? 'app' : dyno === 'router' ? 'router' : 'heroku'];
  const time = at.toISOString().replace('Z', '000+00:00');
  const text = `<${priority}>1 ${time} host ${source} ${dyno} - ${message}\n`;
  return `${Buffer.byteLength(text)} ${text}`;
}
