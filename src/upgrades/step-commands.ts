import { compareCycles } from '../facts/end-of-life.ts';
import type { PackageManagerId } from '../project/dependencies.ts';
import type { Repository } from '../project/repository.ts';

/** With what a project is changed and tested. */
export interface ProjectTools {
  readonly manager: PackageManagerId | undefined;
  /** True when pip-tools or uv compiles the requirements.txt. */
  readonly isCompiled: boolean;
  /** Path of manage.py from the folder of the project. */
  readonly manage: string;
  readonly usesPytest: boolean;
}

/** What the files of the project say of its tools. */
export function projectTools({ dependencies, djangoProject, files }: Repository): ProjectTools {
  return {
    manager: dependencies.managers[0]?.id,
    isCompiled: dependencies.files.some(({ kind }) => kind === 'pip-tools-output'),
    manage: djangoProject?.managePath ?? 'manage.py',
    usesPytest:
      files.has('pytest.ini') ||
      files.has('conftest.py') ||
      dependencies.requirements.some(({ normalizedName }) => /^pytest(-|$)/.test(normalizedName)),
  };
}

/** The commands that raise packages to a release of a series, such as `django` to `5.2`. */
export function raiseCommands(
  { manager, isCompiled }: ProjectTools,
  raised: readonly { readonly name: string; readonly to: string }[],
): readonly string[] {
  const texts = raised.map(({ name, to }) => `"${name}~=${to}"`).join(' ');
  const names = raised.map(({ name }) => `--upgrade-package ${name}`).join(' ');
  if (manager === 'poetry') return [`poetry add ${texts}`];
  if (manager === 'uv') return [`uv add ${texts}`];
  if (manager === 'pipenv') return [`pipenv install ${texts}`];
  const bounds = raised.map(({ name, to }) => `${name}~=${to}`).join(', ');
  if (isCompiled) return [`write ${bounds} into requirements.in`, `pip-compile ${names}`];
  return [`write ${bounds} into requirements.txt`, 'pip install -r requirements.txt'];
}

/** The command that rewrites what a series of Django no longer takes. */
export function djangoCodemod(series: string): string {
  return `git ls-files -z '*.py' | xargs -0 uvx django-upgrade --target-version ${series}`;
}

/** The command that rewrites what a line of Python says better; none below 3.6. */
export function pythonCodemod(line: string): readonly string[] {
  if (compareCycles(line, '3.6') < 0) return [];
  const flag = `--py${line.replace('.', '')}-plus`;
  return [`git ls-files -z '*.py' | xargs -0 uvx pyupgrade ${flag}`];
}

/** The project's own tests with its own runner, with every warning of what is to be removed. */
export function testCommand({ usesPytest, manage }: ProjectTools): string {
  const warnings = '-W always::DeprecationWarning -W always::PendingDeprecationWarning';
  return usesPytest ? `python -m pytest ${warnings}` : `python ${warnings} ${manage} test`;
}

/** What shows that a step worked, in order. */
export function checkCommands(tools: ProjectTools): readonly string[] {
  return [`python ${tools.manage} check --deploy`, testCommand(tools), 'dynoready rehearse'];
}
