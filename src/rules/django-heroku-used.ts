import { defineRule } from '../check/rule.ts';
import { walk } from '../python/walk.ts';
import { productionChain } from '../queries/settings/production-settings.ts';

export default defineRule<{ package: string }>({
  id: 'django-heroku-used',
  group: 'settings',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'heroku/django-heroku, README: no longer maintained',
    url: 'https://github.com/heroku/django-heroku#readme',
  },
  docs: 'The settings are changed by django-heroku or django-on-heroku, which are no longer maintained.',
  initFeature: 'settings',
  example: { package: 'django-heroku' },
  *check(repository) {
    for (const source of productionChain(repository)) {
      for (const node of walk(source.module)) {
        const names =
          node.kind === 'Import'
            ? node.names.map(({ name }) => name)
            : node.kind === 'ImportFrom'
              ? [node.module ?? '']
              : [];
        const name = names.find((one) => /^django_(on_)?heroku(\.|$)/.test(one))?.split('.')[0];
        if (name !== undefined)
          yield {
            at: { file: source.file, start: node.start, end: node.end },
            facts: { package: name.replaceAll('_', '-') },
          };
      }
    }
  },
  message: ({ package: name }) => ({
    what: `${name}, last released in ${name === 'django-heroku' ? '2018' : '2020'}, changes the settings behind your back.`,
    why: 'It sets STATICFILES_STORAGE, which Django ignores from 5.1 on, replaces all of LOGGING, installs psycopg2 from source, and allows every host.',
    next: 'Run `dynoready init`, which writes the same settings into your own files, then remove the package and its call.',
  }),
});
