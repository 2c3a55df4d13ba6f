import { defineRule } from '../check/rule.ts';
import { isAtLeast } from '../queries/packages/django-version.ts';
import { installedSeries } from '../queries/packages/installed-series.ts';
import { asDict, knownSetting } from '../queries/settings/production-settings.ts';

export default defineRule<{ backend: string }>({
  id: 'mailers-console',
  group: 'hardening',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "Sending email": configuration',
    url: 'https://docs.djangoproject.com/en/6.1/topics/email/#topic-email-configuration',
  },
  docs: 'Production mail is printed to the log instead of being sent.',
  initFeature: 'email',
  example: { backend: 'django.core.mail.backends.console.EmailBackend' },
  *check(repository) {
    const series = installedSeries(repository);
    const mailers = knownSetting(repository, 'MAILERS');
    const backend = asDict(asDict(mailers?.value)?.default)?.BACKEND;
    if (series === undefined || !isAtLeast(series, '6.1') || typeof backend !== 'string') return;
    if (/\.(console|locmem|dummy|filebased)\./.test(backend))
      yield { at: mailers?.at, facts: { backend } };
  },
  message: ({ backend }) => ({
    what: `MAILERS sends through \`${backend}\`, a backend for development.`,
    why: 'Nobody gets a password reset, and `check --deploy` reports an error (mail.E001).',
    next: 'Configure a real mail server from the environment, or delete the setting if the site sends no mail:\n  MAILERS = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": {"host": os.environ["SMTP_HOST"], "use_tls": True}}}',
  }),
});
