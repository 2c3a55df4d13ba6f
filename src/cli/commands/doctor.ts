import { type Command, Option } from 'commander';
import { z } from 'zod';
import { renderRequirement } from '../../edits/requirements.ts';
import { packageManagerVersions } from '../../facts/package-managers.ts';
import { provideInterpreter } from '../../machine/provide-interpreter.ts';
import { ensurePostgres } from '../../machine/tools/postgres-binaries.ts';
import { ensurePip, ensureSetuptools } from '../../machine/tools/python-tools.ts';
import { fillWheelhouse } from '../../machine/tools/wheelhouse.ts';
import { newestSeriesFor, seriesRange } from '../../scaffold/packages/django-series.ts';
import { requirementRanges } from '../../scaffold/packages/requirement-ranges.ts';
import { renderTemplate } from '../../scaffold/plan/templates.ts';
import type { Terminal } from '../command.ts';
import { type DoctorCheck, examine, projectPython } from '../doctor-checks.ts';

const optionsSchema = z.object({ install: z.boolean(), format: z.enum(['pretty', 'json']) });

export function declare(command: Command): Command {
  return command
    .option(
      '--install',
      'fetch ahead what a rehearsal would fetch: Postgres, pip, the Python of the project in this folder, and the packages of a stock project, for a day without a network',
      false,
    )
    .addOption(
      new Option('--format <format>', 'how to print it')
        .choices(['pretty', 'json'])
        .default('pretty'),
    )
    .addHelpText('after', '\nExit code 0 when a rehearsal can run on this machine, else 1.');
}

/** 0 when everything that a rehearsal needs is there, else 1. */
export async function run(
  terminal: Terminal,
  _operands: readonly string[],
  given: Readonly<Record<string, unknown>>,
): Promise<number> {
  const options = optionsSchema.parse(given);
  const wanted = projectPython(terminal.cwd);
  if (options.install) await installAhead(terminal, wanted);
  const { checks } = await examine(terminal.env, wanted);
  const ready = checks.every(({ ok, needed }) => ok || !needed);
  if (options.format === 'json') {
    const rows = checks.map((check) => ({ ...check, install: check.install ?? null }));
    terminal.out(`${JSON.stringify({ schemaVersion: 1, ready, checks: rows }, null, 2)}\n`);
  } else terminal.out(renderChecks(checks, ready, terminal.color));
  return ready ? 0 : 1;
}

async function installAhead(terminal: Terminal, wanted: string | undefined): Promise<void> {
  const progress = (line: string): void => terminal.err(`${line}\n`);
  const options = { progress, signal: terminal.signal, env: terminal.env };
  await ensurePostgres(options);
  if (wanted !== undefined) {
    const { notFetched } = await provideInterpreter(wanted, {
      ...options,
      strict: false,
      offline: false,
    });
    if (notFetched !== undefined)
      terminal.err(`Python ${wanted} could not be fetched: ${notFetched}\n`);
  }
  const [interpreter] = (await examine(terminal.env)).interpreters;
  if (interpreter === undefined) return;
  await ensurePip(packageManagerVersions().classic.pip, { ...options, interpreter });
  await ensureSetuptools({ ...options, interpreter });
  await fillWheelhouse(stockRequirements(interpreter.line), { ...options, interpreter });
}

/** What a stock project that was made ready is built from, and the workshop's. */
function stockRequirements(line: string): string[] {
  const ranges = requirementRanges(renderTemplate);
  const names = [
    'dj-database-url',
    'django-environ',
    'gunicorn',
    'psycopg',
    'psycopg2-binary',
    'whitenoise',
  ];
  return [
    `django${seriesRange(newestSeriesFor(line))}`,
    ...names.map((name) => renderRequirement(ranges.get(name)!)),
  ];
}

/**
 * The checks as a table: a mark, what it is about, what was seen, and below each lack the step that
 * mends it.
 */
export function renderChecks(
  checks: readonly DoctorCheck[],
  ready: boolean,
  color: boolean,
): string {
  const paint = (code: string, text: string): string =>
    color ? `\x1b[${code}m${text}\x1b[0m` : text;
  const width = Math.max(...checks.map(({ title }) => title.length));
  const lines = checks.flatMap(({ title, ok, needed, seen, install }) => {
    const mark = ok
      ? paint('32', 'ok     ')
      : needed
        ? paint('31', 'missing')
        : paint('33', 'without');
    const row = `  ${mark}  ${title.padEnd(width)}  ${seen}`;
    return install === undefined
      ? [row]
      : [row, `  ${' '.repeat(9 + width)}  ${paint('2', install)}`];
  });
  const verdict = ready
    ? 'A rehearsal can run on this machine: dynoready rehearse'
    : 'A rehearsal cannot run on this machine before what is missing is installed.';
  return `${lines.join('\n')}\n\n${paint('1', verdict)}\n`;
}
