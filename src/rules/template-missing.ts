import { defineRule, respell } from '../check/rule.ts';
import { unignoreStep } from '../queries/apps/misnamed.ts';
import { type MissingTemplate, missingTemplates } from '../queries/apps/missing-templates.ts';

type Facts = Pick<MissingTemplate, 'name' | 'fault' | 'instead'>;

export default defineRule<Facts>({
  id: 'template-missing',
  group: 'repository',
  severity: 'error',
  fixSafety: 'safe',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "Templates": template loading',
    url: 'https://docs.djangoproject.com/en/6.1/topics/templates/#module-django.template.loader',
  },
  docs: 'A view or a template names a template that git does not push, or spells it in another way.',
  example: { name: 'orders\\list.html', fault: 'backslash', instead: 'orders/list.html' },
  *check(repository) {
    for (const { name, at, fault, instead } of missingTemplates(repository)) {
      const text = repository.files.text(at.file)?.slice(at.start, at.end) ?? '';
      // A relative name says less than the one it stands for.
      const canFix = fault !== 'absent' && fault !== 'ignored' && !text.startsWith('.');
      yield {
        at,
        facts: { name, fault, instead },
        ...(fault === 'absent' ? { severity: 'warning' as const } : {}),
        ...(canFix ? { fix: respell(at, instead!) } : {}),
      };
    }
  },
  message: ({ name, fault, instead }) => ({
    what:
      fault === 'absent'
        ? `The template \`${name}\` is named here, and the repository has no such file.`
        : fault === 'ignored'
          ? `The template \`${name}\` is named here, and git ignores \`${instead}\`.`
          : `The template \`${name}\` is named here, and its name is \`${instead}\`.`,
    why: {
      absent: 'Each page that needs it is a 500 with TemplateDoesNotExist.',
      ignored:
        'The dyno has only what git pushes: each page that needs it is a 500 with TemplateDoesNotExist.',
      case: 'The disks of macOS and Windows take both spellings for one. On a dyno each page that needs it is a 500 with TemplateDoesNotExist.',
      backslash:
        'Only Windows takes a backslash for a slash. On a dyno each page that needs it is a 500 with TemplateDoesNotExist.',
      slash:
        'Django looks for it at the root of the disk and refuses: each page that needs it is a 500 with TemplateDoesNotExist.',
    }[fault],
    next:
      fault === 'absent'
        ? 'Correct the name, or commit the file:\n  git status --ignored'
        : fault === 'ignored'
          ? unignoreStep(instead!)
          : `Write \`${instead}\`.`,
  }),
});
