import { defineRule } from '../check/rule.ts';
import { isLocaleBuildpack, STACK_LOCALES } from '../facts/buildpacks.ts';
import type { Repository } from '../project/repository.ts';
import { localeCalls } from '../queries/apps/locale-calls.ts';

interface Facts {
  readonly locale: string;
  readonly runsAtImport: boolean;
  /** True where `.locales` names it and app.json leaves its buildpack out. */
  readonly isListed: boolean;
}

export default defineRule<Facts>({
  id: 'locale-missing',
  group: 'app-json',
  severity: 'error',
  since: '0.1.0',
  source: {
    title: 'heroku/heroku-buildpack-locale, README',
    url: 'https://github.com/heroku/heroku-buildpack-locale#readme',
  },
  leadsTo: ['H10'],
  docs: 'Code sets a locale that the stack does not have, and no buildpack installs it.',
  example: { locale: 'de_DE.UTF-8', runsAtImport: true, isListed: false },
  *check(repository) {
    if (/language-pack|locales-all/.test(repository.files.text('Aptfile') ?? '')) return;
    for (const { locale, at, runsAtImport } of localeCalls(repository)) {
      if (STACK_LOCALES.has(locale.toLowerCase().replace(/[^a-z0-9]/g, ''))) continue;
      const isListed = installs(repository, locale);
      if (isListed && !leavesBuildpackOut(repository)) continue;
      yield {
        at,
        facts: { locale, runsAtImport, isListed },
        ...(runsAtImport ? {} : { severity: 'warning' as const }),
      };
    }
  },
  message: ({ locale, runsAtImport, isListed }) => ({
    what: isListed
      ? `The locale \`${locale}\` is set, and app.json leaves out the buildpack that reads .locales.`
      : `The locale \`${locale}\` is set, and the stack has C.UTF-8 and en_US.UTF-8 only.`,
    why: runsAtImport
      ? 'Importing the module ends in "locale.Error: unsupported locale setting", so the build or the server stops there.'
      : 'The first visitor who gets there sees a 500: "locale.Error: unsupported locale setting".',
    next: `Format with Django, which needs no locale of the system (\`django.utils.formats\`, \`{% localize %}\`), or install it:\n  echo ${locale.replace(/\..*$/, '')} >> .locales\n  "buildpacks": [{ "url": "heroku-community/locale" }, { "url": "heroku/python" }]`,
  }),
});

/** True when `.locales` names the language and the country, with or without an encoding. */
function installs({ files }: Repository, locale: string): boolean {
  const wanted = locale.replace(/[.@].*$/, '').toLowerCase();
  return (files.text('.locales') ?? '')
    .split(/\s+/)
    .some((one) => one.replace(/[.@].*$/, '').toLowerCase() === wanted);
}

function leavesBuildpackOut({ appJson }: Repository): boolean {
  const listed = appJson?.buildpacks ?? [];
  return listed.length > 0 && !listed.some(({ value }) => isLocaleBuildpack(value));
}
