import type { Command } from 'commander';
import { loadRules } from '../../check/catalogue.ts';
import type { Finding, Rule, Severity } from '../../check/rule.ts';
import { compareFindings, reaches, runRules, SEVERITIES } from '../../check/run.ts';
import { UsageError } from '../../facts/usage-error.ts';
import type { Project } from '../../project/project.ts';
import { readProject } from '../../project/read.ts';
import type { Terminal } from '../command.ts';
import { packageVersion } from '../package-version.ts';
import { projectFolder } from '../project-folder.ts';
import type { ProjectFindings } from '../report/finding-report.ts';

const FORMATS = ['pretty', 'json', 'sarif', 'github', 'junit'] as const;

/** What commander gives, after `declare` has checked the choices. */
interface CheckOptions {
  readonly fix?: true;
  readonly fixUnsafe?: true;
  readonly diff?: true;
  readonly format: (typeof FORMATS)[number];
  readonly failOn: Severity;
  readonly site?: string;
  readonly rule?: readonly string[];
  readonly skip?: readonly string[];
}

export function declare(command: Command): Command {
  return command
    .argument('[path...]', 'folders to check (default: the current one)')
    .option('--fix', 'make the changes that keep the meaning, then report what is left')
    .option('--fix-unsafe', 'make also those that may change behaviour')
    .option('--diff', 'show the changes of --fix or --fix-unsafe without making them')
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
    .option('--site <folder>', 'folder of the manage.py in question, where there are several')
    .option('--rule <id...>', 'look for these faults only')
    .option('--skip <id...>', 'leave these rules out')
    .addHelpText(
      'after',
      `
Reads files only: no network, and nothing of the project is run.
Exit code 0: nothing found that --fail-on names; 1: something found; 2: wrong use.
What a rule is about: dynoready explain <id>`,
    );
}

/** 0 when no finding reaches `--fail-on`, else 1. Throws UsageError when none of the folders holds a Django project, or an id is unknown. */
export async function run(terminal: Terminal, operands: readonly string[], given: Readonly<Record<string, unknown>>): Promise<number> {
  const options = given as unknown as CheckOptions;
  const rules = chosenRules(await loadRules(), options);
  const reports: ProjectFindings[] = [];
  const without: string[] = [];
  for (const operand of operands.length === 0 ? ['.'] : operands) {
    if (terminal.signal.aborted) return 0;
    const read = readProject(projectFolder(terminal.cwd, operand));
    if (!isDjango(read)) without.push(operand);
    else if (wantsChange(options)) {
      const { mendProject } = await import('../mend-project.ts');
      reports.push(await mendProject(terminal, operand, chooseOneSite(read, options.site), rules, options));
    } else reports.push({ root: operand, project: read, findings: checkSites(chooseSites(read, options.site), rules) });
  }
  if (reports.length === 0) throw noProject(without);
  for (const operand of without) terminal.err(`${operand}: no Django project (no manage.py), left out.\n`);
  // With --diff the result is the change itself; with a machine's format it stays the findings.
  if (!options.diff || options.format !== 'pretty') terminal.out(await render(reports, rules, options.format, terminal));
  return reports.some(({ findings }) => findings.some(({ severity }) => reaches(severity, options.failOn))) ? 1 : 0;
}

function wantsChange({ fix, fixUnsafe, diff }: CheckOptions): boolean {
  return Boolean(fix || fixUnsafe || diff);
}

/** A manage.py, or what is left of a project whose manage.py is not pushed. */
function isDjango({ sites, dependencies, files }: Project): boolean {
  return sites.length > 0 || dependencies.declares('django') || files.paths.some((path) => /(^|\/)manage\.py$/.test(path));
}

/** The project once for each site that is looked at, with that site as the one in question. */
function chooseSites(project: Project, wanted: string | undefined): readonly Project[] {
  const folderOf = (root: string): string => root || '.';
  if (wanted === undefined) return project.sites.length < 2 ? [project] : project.sites.map((site) => ({ ...project, site }));
  const site = project.sites.find(({ root }) => folderOf(root) === (wanted.replace(/\/+$/, '') || '.'));
  if (site !== undefined) return [{ ...project, site }];
  const found = project.sites.map(({ root }) => folderOf(root)).join(', ');
  throw new UsageError(`--site ${wanted} holds no manage.py`, { evidence: [`A manage.py stands in: ${found || 'no folder'}`] });
}

function chooseOneSite(project: Project, wanted: string | undefined): Project {
  const [only, second] = chooseSites(project, wanted);
  if (only !== undefined && second === undefined) return only;
  throw new UsageError('There are several Django projects in this folder', {
    evidence: project.sites.map(({ managePath }) => managePath),
    next: ['Name the one to mend:', `  dynoready check --fix --site ${project.sites[0]?.root || '.'}`],
  });
}

/** The findings of all sites in one order; what concerns the repository as a whole is found for each and listed once. */
function checkSites(projects: readonly Project[], rules: readonly Rule[]): Finding[] {
  const [first] = projects;
  if (first !== undefined && projects.length === 1) return runRules(first, rules);
  const found = new Map<string, Finding>();
  for (const project of projects) {
    for (const finding of runRules(project, rules))
      found.set(`${finding.rule} ${finding.file} ${finding.at?.start} ${finding.what}`, finding);
  }
  return [...found.values()].sort(compareFindings);
}

function noProject(folders: readonly string[]): UsageError {
  return new UsageError(
    `There is no Django project in ${folders.length === 1 && folders[0] === '.' ? 'this folder' : folders.join(', ')}`,
    {
      evidence: ['Neither a manage.py nor a dependency on Django was found among the files that git would push.'],
      next: ['Name the folder that holds manage.py:', '  dynoready check path/to/project', 'Or start a project here:', '  dynoready init'],
    },
  );
}

function chosenRules(rules: readonly Rule[], { rule: only, skip = [] }: CheckOptions): readonly Rule[] {
  for (const id of [...(only ?? []), ...skip]) {
    if (rules.some((rule) => rule.id === id)) continue;
    throw new UsageError(`There is no rule '${id}'`, { next: ['This lists them all:', '  dynoready explain'] });
  }
  return rules.filter(({ id }) => (only === undefined || only.includes(id)) && !skip.includes(id));
}

/** Only the reporter that is asked for is loaded: the start-up time is the product. */
async function render(
  reports: readonly ProjectFindings[],
  rules: readonly Rule[],
  format: CheckOptions['format'],
  terminal: Terminal,
): Promise<string> {
  switch (format) {
    case 'pretty':
      return (await import('../report/finding-pretty.ts')).renderPretty(reports, { color: terminal.color, columns: terminal.columns });
    case 'json':
      return (await import('../report/finding-json.ts')).renderJson(reports);
    case 'sarif':
      return (await import('../report/finding-sarif.ts')).renderSarif(reports, rules, packageVersion());
    case 'github':
      return (await import('../report/finding-github.ts')).renderGithub(reports);
    case 'junit':
      return (await import('../report/finding-junit.ts')).renderJunit(reports);
  }
}
