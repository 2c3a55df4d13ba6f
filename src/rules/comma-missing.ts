import { defineRule } from '../check/rule.ts';
import type { Repository } from '../project/repository.ts';
import type { SourceRange } from '../python/source-range.ts';
import { joinedTexts } from '../queries/settings/joined-texts.ts';
import { knownSetting } from '../queries/settings/production-settings.ts';

interface Facts {
  readonly setting: string;
  /** What Python makes of two items; undefined where the whole setting is a text. */
  readonly joined: string | undefined;
  readonly value: string;
}

/** Settings that Django walks through item by item. */
const LISTS = [
  'ALLOWED_HOSTS',
  'AUTHENTICATION_BACKENDS',
  'CSRF_TRUSTED_ORIGINS',
  'INSTALLED_APPS',
  'LOCALE_PATHS',
  'MIDDLEWARE',
  'SECRET_KEY_FALLBACKS',
  'STATICFILES_DIRS',
  'STATICFILES_FINDERS',
];

export default defineRule<Facts>({
  id: 'comma-missing',
  group: 'settings',
  severity: 'error',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'Python documentation, "Lexical analysis": string literal concatenation',
    url: 'https://docs.python.org/3/reference/lexical_analysis.html#string-literal-concatenation',
  },
  leadsTo: ['collectstatic-other', 'H10'],
  docs: 'A comma is missing between two items of a setting, or after the only item of a tuple.',
  example: {
    setting: 'INSTALLED_APPS',
    joined: 'django.contrib.humanizeorders',
    value: 'django.contrib.humanize',
  },
  *check(repository) {
    for (const { setting, first, second, at } of joinedTexts(repository))
      yield {
        at,
        facts: { setting, joined: first + second, value: first },
        fix: commaAfter(at),
      };
    for (const setting of LISTS) yield* textForList(repository, setting);
  },
  message: ({ setting, joined, value }) => ({
    what:
      joined === undefined
        ? `${setting} is the text '${value}', not a list.`
        : `No comma follows '${value}' in ${setting}, so Python reads '${joined}'.`,
    why:
      joined === undefined
        ? 'Parentheses alone make no tuple. Django refuses a text here, or takes each letter for an item.'
        : 'Python joins texts that stand side by side. Neither of the two items is in the list, and the joined one does not exist.',
    next: joined === undefined ? `Write a list:\n  ${setting} = ["${value}"]` : 'Add the comma.',
  }),
});

function* textForList(repository: Repository, setting: string) {
  const known = knownSetting(repository, setting);
  if (typeof known?.value !== 'string' || known.at === undefined) return;
  yield { at: known.at, facts: { setting, joined: undefined, value: known.value } };
}

function commaAfter({ file, end }: SourceRange) {
  return {
    title: 'Add the comma',
    safety: 'unsafe' as const,
    edits: [{ file, start: end, end, text: ',' }],
  };
}
