import { defineRule } from '../check/rule.ts';
import { djangoRows, djangoSeriesOf } from '../facts/django-series.ts';
import { compareCycles } from '../facts/end-of-life.ts';
import { factsInForce, newestReading, RENEW_FACTS } from '../facts/in-force.ts';
import { isNewerStack, stacks } from '../facts/stacks.ts';
import type { Repository } from '../project/repository.ts';

export default defineRule<{ found: string; file: string; newest: string; read: string }>({
  id: 'newer-than-facts',
  group: 'dependencies',
  severity: 'hint',
  since: '0.1.0',
  source: {
    title: 'Django, "Download": supported versions',
    url: 'https://www.djangoproject.com/download/#supported-versions',
  },
  docs: 'The project uses a Django or a stack newer than the facts that this version of dynoready carries.',
  example: {
    found: 'Django 2028',
    file: 'requirements.txt',
    newest: 'Django 6.1',
    read: '2026-11-24',
  },
  *check(repository) {
    const { tables } = factsInForce();
    const django = declaredDjango(repository);
    const newest = djangoRows().at(-1)!.series;
    if (django !== undefined && compareCycles(django.series, newest) > 0)
      yield {
        at: django.at,
        facts: {
          found: `Django ${django.series}`,
          file: django.at.file,
          newest: `Django ${newest}`,
          read: newestReading(tables.django),
        },
      };
    const stack = repository.appJson?.stack;
    if (stack !== undefined && isNewerStack(stack.value))
      yield {
        at: stack.at,
        facts: {
          found: `the stack ${stack.value}`,
          file: stack.at.file,
          newest: stacks().at(-1)!.name,
          read: newestReading(tables.stacks),
        },
      };
  },
  message: ({ found, file, newest, read }) => ({
    what: `${file} asks for ${found}, which is newer than these facts (${newest}, read on ${read}).`,
    why: 'Rules and builds treat it as the newest version that they know, and may miss what changed in it.',
    next: `Renew the facts:\n  ${RENEW_FACTS}`,
  }),
});

/** The series of the Django that is locked, or that the requirement begins with. */
function declaredDjango({ dependencies }: Repository) {
  const locked = dependencies.locked.get('django');
  const requirement = dependencies.find('django');
  const version =
    locked?.value ?? /^(?:==|~=|>=|\^)\s*(\d[\d.]*)/.exec(requirement?.specifier ?? '')?.[1];
  const series = version === undefined ? undefined : djangoSeriesOf(version);
  const at = locked?.at ?? requirement?.at;
  return series === undefined || at === undefined ? undefined : { series, at };
}
