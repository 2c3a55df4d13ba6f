import { defineRule } from '../check/rule.ts';
import { unignoreStep } from '../queries/apps/misnamed.ts';
import { type MissingName, missingModules } from '../queries/apps/missing-modules.ts';

type Facts = Pick<MissingName, 'name' | 'fault' | 'file' | 'setting'>;

export default defineRule<Facts>({
  id: 'module-missing',
  group: 'repository',
  severity: 'error',
  since: '0.1.0',
  source: {
    title: 'Python documentation, "The import system": searching',
    url: 'https://docs.python.org/3/reference/import.html#searching',
  },
  leadsTo: ['collectstatic-other', 'H10'],
  docs: 'Served code, or a setting, names a module of the project that git does not push: ignored, never added, or spelled in another case.',
  example: {
    name: 'orders.Views',
    fault: 'case',
    file: 'orders/views.py',
    setting: undefined,
  },
  *check(repository) {
    for (const { name, fault, file, setting, at } of missingModules(repository))
      yield { at, facts: { name, fault, file, setting } };
  },
  message: ({ name, fault, file, setting }) => ({
    what: `${setting === undefined ? `\`${name}\` is imported here` : `${setting} names \`${name}\``}, and ${reason(fault, file)}.`,
    why:
      fault === 'case'
        ? 'The disks of macOS and Windows take both spellings for one. A dyno runs Linux, where Python stops with ModuleNotFoundError, and every request ends in H10.'
        : fault === 'attribute'
          ? 'Django looks for it when it starts or answers the first request, and fails.'
          : 'The dyno has only what git pushes: Python stops there with ModuleNotFoundError, and every request ends in H10.',
    next: nextStep(fault, file),
  }),
});

function reason(fault: Facts['fault'], file: string | undefined): string {
  switch (fault) {
    case 'case':
      return `the file in git is \`${file}\``;
    case 'ignored':
      return `git ignores \`${file}\``;
    case 'untracked':
      return `\`${file}\` was never added to git`;
    case 'attribute':
      return `\`${file}\` defines no such name`;
    default:
      return 'the repository has no such module';
  }
}

function nextStep(fault: Facts['fault'], file: string | undefined): string {
  switch (fault) {
    case 'case':
      return 'Spell it as the file is spelled, or rename the file in git:\n  git mv OLD NEW';
    case 'ignored':
      return unignoreStep(file!);
    case 'untracked':
      return `Add it, and commit it:\n  git add ${file}`;
    case 'attribute':
      return 'Correct the name, or define it in that module.';
    default:
      return 'Correct the name, or commit the module:\n  git status --ignored';
  }
}
