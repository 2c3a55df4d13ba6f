import { defineRule } from '../check/rule.ts';
import { skipsCollectstatic } from '../queries/static-files/static-files.ts';

export default defineRule<{ value: string | undefined }>({
  id: 'disable-collectstatic-declared',
  group: 'static-files',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "Django and Static Assets": disabling collectstatic',
    url: 'https://devcenter.heroku.com/articles/django-assets#disabling-collectstatic',
  },
  docs: 'The build does not run collectstatic.',
  example: { value: '1' },
  *check(repository) {
    if (!skipsCollectstatic(repository)) return;
    const variable = repository.appJson?.env.get('DISABLE_COLLECTSTATIC');
    const file = '.heroku/collectstatic_disabled';
    yield { at: variable?.at ?? { file, start: 0, end: 0 }, facts: { value: variable?.value } };
  },
  message: ({ value }) => ({
    what:
      value === undefined
        ? 'The file `.heroku/collectstatic_disabled` switches collectstatic off.'
        : `app.json sets DISABLE_COLLECTSTATIC to \`${value}\`${/^(false|no|off)$/i.test(value) ? ', and any value but 0 switches the step off' : ''}.`,
    why: 'The switch hides why collectstatic failed. Without its manifest, every page with a static file fails with 500 or loses its style sheet.',
    next: 'Remove the switch and fix what collectstatic reports; `dynoready build` shows it here.',
  }),
});
