import { fileURLToPath } from 'node:url';
import Generator from 'yeoman-generator';
import { stateFolder } from '../../src/edits/state-folder.ts';
import { renderUsageError, UsageError } from '../../src/facts/usage-error.ts';
import { describeCancellation, isCancelled } from '../../src/machine/cancellation.ts';
import { findInterpreters } from '../../src/machine/interpreters.ts';
import { useKeptFacts } from '../../src/machine/kept-facts.ts';
import { packageVersion } from '../../src/machine/package-version.ts';
import { pageText } from '../../src/machine/page-text.ts';
import { renderFlags } from '../../src/scaffold/answers/flag-help.ts';
import { FLAGS } from '../../src/scaffold/answers/flags.ts';
import { type Question, ticked } from '../../src/scaffold/answers/questions.ts';
import { runGenerator } from '../../src/scaffold/flow/run-generator.ts';
import type { ScaffoldUi } from '../../src/scaffold/flow/scaffold-ui.ts';

/**
 * `yo dynoready`: the flow that `dynoready init` runs too, asked through Yeoman. It writes through
 * our own writer, all or nothing; the answers are a part of the plan, in .yo-rc.json.
 */
export default class AppGenerator extends Generator {
  constructor(...[args, options, features]: ConstructorParameters<typeof Generator>) {
    // A Django project has no package.json to install from, so nothing shall be said of one.
    super(args, options, { ...features, tasksMatchingPriority: true, customInstallTask: true });
    // Help ends with the text of USAGE, which Yeoman looks for beside the folder of the templates.
    this.sourceRoot(
      fileURLToPath(import.meta.resolve('#templates/project/Procfile')).replace(/Procfile$/, ''),
    );
    this.description = 'Takes the Django project in this folder to production on Heroku.';
    for (const { name, description, kind } of FLAGS) {
      const type = kind === 'switch' ? Boolean : kind === 'number' ? Number : String;
      this.option(name, { type, description, ...(name === 'yes' ? { alias: 'y' } : {}) });
    }
    // The former name of --project: it still works, and help does not show it.
    this.option('site', { type: String, hide: true });
  }

  /** The flags in groups: Yeoman's own table is one line a flag, however long. */
  override optionsHelp(): string {
    return `\n${renderFlags(process.stdout.columns ?? 80)}`;
  }

  /** True when a person can be asked. */
  isInteractive(): boolean {
    return Boolean(process.stdin.isTTY && process.stdout.isTTY);
  }

  async writing(): Promise<void> {
    const options = readFlags(this.options as unknown as Readonly<Record<string, unknown>>);
    // A signal would end Yeoman at once; what runs here has to leave nothing behind first.
    const leaving = new AbortController();
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(name, () => leaving.abort());
    const ui: ScaffoldUi = {
      ask: this.isInteractive() ? (question) => this.askOne(question) : undefined,
      say: (text) => void process.stderr.write(text),
      print: (text) => void process.stdout.write(text),
      ...(process.stdin.isTTY
        ? {
            page: (text: string) => pageText(text, { env: process.env, rows: process.stdout.rows }),
          }
        : {}),
      style: {
        color: Boolean(process.stderr.isTTY) && (process.env.NO_COLOR ?? '') === '',
        columns: process.stderr.columns ?? 80,
      },
      pythonLines: async () => [...new Set((await findInterpreters()).map(({ line }) => line))],
      stateFolder: stateFolder(process.env),
      version: packageVersion(),
      env: process.env,
      signal: leaving.signal,
    };
    const today = new Date().toISOString().slice(0, 10);
    for (const note of await useKeptFacts(process.env, today)) ui.say(`${note}\n`);
    try {
      await runGenerator(this.destinationRoot(), options, ui);
    } catch (error) {
      if (!isCancelled(error) && !isAborted(error)) {
        process.exitCode = explain(error, ui.say);
        return;
      }
      ui.say(describeCancellation(error));
      // Yeoman itself would report a closed prompt as an error of the generator.
      process.exit(130);
    }
  }

  async askOne({ kind, message, choices, default: initial }: Question): Promise<unknown> {
    const name = 'answer';
    if (kind === 'switch')
      return (await this.prompt([{ type: 'confirm', name, message, default: Boolean(initial) }]))[
        name
      ];
    if (kind === 'choices') {
      const lines = ticked(choices ?? [], initial);
      return (
        await this.prompt([{ type: 'checkbox', name, message, choices: lines, pageSize: 12 }])
      )[name];
    }
    if (choices === undefined)
      return (await this.prompt([{ type: 'input', name, message, default: String(initial) }]))[
        name
      ];
    return (
      await this.prompt([
        { type: 'select', name, message, default: String(initial), choices: [...choices] },
      ])
    )[name];
  }
}

/**
 * The flags that were given: Yeoman keeps them, dashed or camel-cased, among options of its own.
 */
function readFlags(options: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const given: Record<string, unknown> =
    options.site === undefined ? {} : { project: options.site };
  for (const { name } of FLAGS) {
    const camelCased = name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
    const value = options[name] ?? options[camelCased];
    if (value === undefined) continue;
    given[camelCased] = value;
  }
  return given;
}

/**
 * Says what a person has to know of an error and returns the exit code; our own faults are thrown
 * on.
 */
function explain(error: unknown, say: (text: string) => void): number {
  if (!(error instanceof UsageError)) throw error;
  say(renderUsageError(error));
  return 2;
}

/** True when a signal ended what was running. */
function isAborted(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
