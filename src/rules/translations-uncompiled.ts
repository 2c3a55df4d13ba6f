import { defineRule } from '../check/rule.ts';
import type { Repository } from '../project/repository.ts';
import type { SourceRange } from '../python/source-range.ts';
import { callsOf, managementCommand } from '../queries/processes/process-commands.ts';
import { scripts } from '../queries/processes/scripts.ts';
import { effectiveValue } from '../queries/settings/production-settings.ts';

interface Facts {
  readonly path: string;
  readonly others: number;
  readonly fault: 'never' | 'on-dyno';
  readonly ignored: boolean;
}

export default defineRule<Facts>({
  id: 'translations-uncompiled',
  group: 'repository',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "Translation": compiling message files',
    url: 'https://docs.djangoproject.com/en/6.1/topics/i18n/translation/#compiling-message-files',
  },
  docs: 'Translations are in git only as .po files, and nothing in the build compiles them.',
  example: {
    path: 'orders/locale/de/LC_MESSAGES/django.po',
    others: 1,
    fault: 'never',
    ignored: true,
  },
  *check(repository) {
    const { files, git } = repository;
    if (effectiveValue(repository, 'USE_I18N', true) === false) return;
    const missing = files.paths.filter(
      (path) =>
        /(^|\/)locale\/[\w@-]+\/LC_MESSAGES\/\w+\.po$/.test(path) &&
        !/(^|\/)(tests?|docs?|node_modules)\//.test(path) &&
        !files.has(path.replace(/\.po$/, '.mo')),
    );
    const [path] = missing.filter((one) => isTranslated(files.text(one) ?? ''));
    if (path === undefined || compiledInBuild(repository)) return;
    const onDyno = compiledOnDyno(repository);
    yield {
      at: onDyno ?? { file: path, start: 0, end: 0 },
      facts: {
        path,
        others: missing.length - 1,
        fault: onDyno === undefined ? 'never' : 'on-dyno',
        ignored: git?.isIgnored(path.replace(/\.po$/, '.mo')) ?? false,
      },
      ...(onDyno === undefined ? {} : { severity: 'error' as const }),
    };
  },
  message: ({ path, others, fault, ignored }) => ({
    what:
      fault === 'on-dyno'
        ? 'compilemessages runs on a dyno.'
        : `\`${path}\`${others === 0 ? ' is' : ` and ${others} more .po file${others === 1 ? ' are' : 's are'}`} in git without ${others === 0 ? 'its' : 'their'} compiled .mo, and the build compiles none.`,
    why:
      fault === 'on-dyno'
        ? 'A dyno has no msgfmt, so the command fails; and what the release writes is gone when it ends.'
        : `Django reads only .mo files: every page is in the original language.${ignored ? ' Git ignores those on your machine.' : ''}`,
    next: `Compile them in the build, with a file bin/post_compile that is in git:\n  python manage.py compilemessages`,
  }),
});

/** True when a message of a .po file has a translation; the header has an empty msgid. */
function isTranslated(text: string): boolean {
  return /^msgid (?!""\r?\n(?:"|msgstr))[^\n]*\n(?:"[^\n]*\n)*msgstr(?:\[\d\])? (?:"[^"\r\n]|""\r?\n")/m.test(
    text,
  );
}

const COMPILES = /compilemessages|msgfmt|compile_catalog|pybabel\s+compile/;

function compiledInBuild(repository: Repository): boolean {
  const { files, appJson } = repository;
  return (
    appJson?.buildpacks.some(({ value }) => /gettext|i18n|messages/i.test(value)) ||
    ['package.json', 'setup.py'].some((path) => COMPILES.test(files.text(path) ?? '')) ||
    scripts(repository).some(
      ({ path, at, runBy }) =>
        (runBy === 'buildpack' || /^bin\/(pre|post)_compile$/.test(at.file)) &&
        COMPILES.test(files.text(path) ?? ''),
    )
  );
}

/** Where a process runs compilemessages, unless an Aptfile brings gettext to the dyno. */
function compiledOnDyno({ files, procfile }: Repository): SourceRange | undefined {
  if (/^gettext\b/m.test(files.text('Aptfile') ?? '')) return undefined;
  return [...(procfile?.processTypes.values() ?? [])]
    .flatMap(callsOf)
    .map(managementCommand)
    .find((command) => command?.text === 'compilemessages')?.at;
}
