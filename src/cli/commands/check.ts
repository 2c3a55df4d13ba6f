import { join } from 'node:path';
import type { Command } from 'commander';
import { loadRules } from '../../check/catalogue.ts';
import { IGNORE_RULES } from '../../check/ignore-rules.ts';
import type { Severity } from '../../check/rule.ts';
import { reaches, SEVERITIES } from '../../check/run.ts';
import { stateFolder } from '../../edits/state-folder.ts';
import { escapeControls } from '../../facts/escape-controls.ts';
import { UsageError } from '../../facts/usage-error.ts';
import { readRepository } from '../../project/read.ts';
import type { Repository } from '../../project/repository.ts';
import { templateFile } from '../../queries/apps/project-template.ts';
import { BASELINE_FILE, readBaseline } from '../baseline-file.ts';
import {
  checkProject,
  chooseOneDjangoProject,
  isDjango,
  noDjangoProject,
  type RuleChoice,
  reportOf,
} from '../check-project.ts';
import { chosenRules } from '../chosen-rules.ts';
import type { Terminal } from '../command.ts';
import { PROJECT_HELP, projectFolder } from '../project-folder.ts';
import { counted, type ProjectFindings } from '../report/finding-report.ts';
import { FORMATS, type Format, renderFindings } from '../report/render-findings.ts';
import { parseDate, TODAY_HELP } from '../start-facts.ts';

/** What commander gives, after `declare` has checked the choices. */
interface CheckOptions {
  readonly fix?: true;
  readonly fixUnsafe?: true;
  readonly diff?: true;
  readonly watch?: true;
  readonly format: Format;
  readonly failOn: Severity;
  readonly project?: string;
  readonly rule?: readonly string[];
  readonly skip?: readonly string[];
  /** A file, `false` for none, and left out for the default one. */
  readonly baseline?: string | false;
  readonly writeBaseline?: string | true;
  readonly outputFile?: string;
}

export function declare(command: Command): Command {
  return command
    .argument('[path...]', 'folders to check (default: the current one)')
    .option('--fix', 'make the changes that keep the meaning, then report what is left')
    .option('--fix-unsafe', 'make also those that may change behaviour')
    .option('--diff', 'show the changes of --fix or --fix-unsafe without making them')
    .option('--watch', 'stay, and check again whenever a file changes, until Ctrl-C')
    .addOption(
      command
        .createOption('--format <format>', 'how to print the findings')
        .choices([...FORMATS])
        .default('pretty'),
    )
    .addOption(
      command
        .createOption('--fail-on <severity>', 'the mildest finding that makes the exit code 1')
        .choices([...SEVERITIES])
        .default('warning'),
    )
    .option('--project <folder>', PROJECT_HELP)
    .option('--today <date>', TODAY_HELP, parseDate)
    .option('--rule <id...>', 'look for these faults only')
    .option('--skip <id...>', 'leave these rules out')
    .option(
      '--write-baseline [file]',
      `accept what is found now: only what is new fails from then on (default: ${BASELINE_FILE})`,
    )
    .option(
      '--baseline <file>',
      `the findings accepted before (default: ${BASELINE_FILE} when it is there)`,
    )
    .option('--no-baseline', 'report also what was accepted before')
    .addHelpText(
      'after',
      `
Reads files only: no network, and nothing of the project is run.
Exit code 0: nothing found that --fail-on names; 1: something found; 2: wrong use.
What a rule is about: dynoready explain <id>
To live with a finding: # dynoready: ignore[debug-on] because … beside the line, or [tool.dynoready] in pyproject.toml.
What --fix wrote is taken back by: dynoready init --undo`,
    );
}

/**
 * 0 when no finding reaches `--fail-on`, else 1. Throws UsageError when none of the folders holds a
 * Django project, or an id is unknown.
 */
export async function run(
  terminal: Terminal,
  operands: readonly string[],
  given: Readonly<Record<string, unknown>>,
): Promise<number> {
  const options = given as unknown as CheckOptions;
  const rules = chosenRules([...(await loadRules()), ...IGNORE_RULES], options);
  const folders = operands.length === 0 ? ['.'] : operands;
  refuseTogether(folders, options);
  if (options.watch) {
    const { watchProject } = await import('../watch/watch-project.ts');
    return watchProject(terminal, folders[0]!, rules, options);
  }
  const reports: ProjectFindings[] = [];
  const without: string[] = [];
  const templates: string[] = [];
  const refused: UsageError[] = [];
  for (const operand of folders) {
    if (terminal.signal.aborted) return 0;
    let report: ProjectFindings | 'template' | undefined;
    try {
      report = await checkFolder(terminal, operand, rules, options);
    } catch (error) {
      // One bad operand must not hide what the others hold.
      if (folders.length === 1 || !(error instanceof UsageError)) throw error;
      refused.push(error);
      continue;
    }
    if (report === 'template') templates.push(operand);
    else if (report === undefined) without.push(operand);
    else reports.push(report);
  }
  const [firstRefused] = refused;
  if (reports.length === 0 && firstRefused !== undefined) throw firstRefused;
  if (reports.length === 0)
    throw without.length === 0 ? onlyTemplates(templates) : noDjangoProject('check', without);
  for (const operand of templates) terminal.err(`${operand}: a template for projects, left out.\n`);
  for (const operand of without)
    terminal.err(`${operand}: no Django project (no manage.py), left out.\n`);
  for (const { message, evidence } of refused)
    terminal.err(`${[message, ...evidence].join(': ')}, left out.\n`);
  for (const { root, repository } of reports) sayPassedOver(terminal, root, repository);
  if (options.writeBaseline !== undefined) return refused.length === 0 ? 0 : 2;
  // With --diff the result is the change itself; with a machine's format it stays the findings.
  if (!options.diff || options.format !== 'pretty')
    terminal.out(await renderFindings(reports, rules.ran, options.format, terminal));
  if (refused.length > 0) return 2;
  return reports.some(({ findings }) =>
    findings.some(({ severity }) => reaches(severity, options.failOn)),
  )
    ? 1
    : 0;
}

/** Files named in full; the others are counted. */
const MAX_NAMED = 5;

/** Says once what was not read although it is there. */
function sayPassedOver(terminal: Terminal, root: string, { files }: Repository): void {
  const passedOver = files.passedOver();
  for (const { path, because } of passedOver.slice(0, MAX_NAMED))
    terminal.err(`Not read: ${escapeControls(join(root, path))}: ${because}.\n`);
  if (passedOver.length > MAX_NAMED)
    terminal.err(`Not read: ${passedOver.length - MAX_NAMED} more files and folders.\n`);
}

/**
 * The report of one folder, fixed or accepted as asked; undefined when it holds no Django project,
 * and the word when it is what projects are made from.
 */
async function checkFolder(
  terminal: Terminal,
  operand: string,
  rules: RuleChoice,
  options: CheckOptions,
): Promise<ProjectFindings | 'template' | undefined> {
  const folder = projectFolder(terminal.cwd, operand);
  const fixing = Boolean(options.fix || options.fixUnsafe || options.diff);
  if (fixing && !options.diff) {
    const { recoverWrites } = await import('../../edits/recover-writes.ts');
    recoverWrites(folder, { stateFolder: stateFolder(terminal.env) });
  }
  const read = readRepository(folder);
  if (templateFile(read) !== undefined) return 'template';
  if (!isDjango(read)) return undefined;
  if (options.writeBaseline !== undefined) {
    const judgement = checkProject(read, options.project, rules);
    const [{ renderBaseline }, { writeBaseline }] = await Promise.all([
      import('../../check/baseline.ts'),
      import('../baseline-file.ts'),
    ]);
    const path = writeBaseline(
      terminal.cwd,
      folder,
      options.writeBaseline,
      renderBaseline(read, judgement),
    );
    terminal.err(
      `Wrote ${counted(judgement.findings.length, 'finding')} to ${path}; from now on only what is new fails.\n`,
    );
    return { root: operand, repository: read, ...judgement };
  }
  const file =
    options.baseline === false
      ? undefined
      : await readBaseline(terminal.cwd, folder, options.baseline);
  if (!fixing)
    return reportOf(operand, read, checkProject(read, options.project, rules), file, rules.ran);
  const { fixRepository } = await import('../fix-repository.ts');
  const { repository, judgement } = await fixRepository(
    terminal,
    operand,
    chooseOneDjangoProject(read, options.project),
    rules,
    options,
  );
  return reportOf(operand, repository, judgement, file, rules.ran);
}

/** What cannot be asked for at the same time is wrong use. */
function refuseTogether(folders: readonly string[], options: CheckOptions): void {
  const fixing = options.fix ?? options.fixUnsafe ?? options.diff;
  const [named] = (['baseline', 'writeBaseline'] as const).filter(
    (one) => typeof options[one] === 'string',
  );
  if (named !== undefined && folders.length > 1)
    throw new UsageError('A baseline belongs to one folder', {
      next: ['Check one folder at a time, or keep a baseline in each.'],
    });
  if (options.writeBaseline !== undefined && fixing)
    throw new UsageError(
      '--write-baseline cannot be used together with --fix, --fix-unsafe or --diff',
      {
        next: ['Fix first, then write the baseline.'],
      },
    );
  if (!options.watch) return;
  if (options.outputFile !== undefined)
    throw new UsageError(
      '--watch shows what it finds: it cannot be used together with --output-file',
    );
  if (fixing || options.writeBaseline !== undefined)
    throw new UsageError(
      '--watch only looks: it cannot be used together with --fix, --fix-unsafe, --diff or --write-baseline',
    );
  if (folders.length > 1)
    throw new UsageError('--watch takes one folder', { evidence: [...folders] });
}

function onlyTemplates(folders: readonly string[]): UsageError {
  const [only] = folders;
  return new UsageError(
    folders.length === 1
      ? `${only === '.' ? 'This folder' : only} is a template for projects, not a project`
      : `These are templates for projects, not projects: ${folders.join(', ')}`,
    {
      evidence: ['Its files have names that are still to be filled in.'],
      next: ['Make a project from it first, and check that.'],
    },
  );
}
