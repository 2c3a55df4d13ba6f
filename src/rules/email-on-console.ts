import { defineRule } from '../check/rule.ts';
import { isAtLeast } from '../queries/packages/django-version.ts';
import { installedSeries } from '../queries/packages/installed-series.ts';
import { developmentModuleInProduction } from '../queries/settings/production-module.ts';
import { knownSetting, settingOf } from '../queries/settings/production-settings.ts';

export default defineRule<{ backend: string }>({
  id: 'email-on-console',
  group: 'hardening',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "Sending email": console backend',
    url: 'https://docs.djangoproject.com/en/6.1/topics/email/#console-backend',
  },
  docs: 'EMAIL_BACKEND in production prints or discards mail instead of sending it.',
  example: { backend: 'django.core.mail.backends.console.EmailBackend' },
  *check(repository) {
    const series = installedSeries(repository);
    const email = knownSetting(repository, 'EMAIL_BACKEND');
    // From 6.1 on MAILERS decides where it is set, and has a rule of its own.
    if (
      series !== undefined &&
      isAtLeast(series, '6.1') &&
      settingOf(repository, 'MAILERS')?.state !== 'absent'
    )
      return;
    // Of settings for development that production takes by mistake, another finding speaks.
    if (
      developmentModuleInProduction(repository) !== undefined ||
      typeof email?.value !== 'string' ||
      !/^django\.core\.mail\.backends\.(console|locmem|dummy|filebased)\./.test(email.value)
    )
      return;
    yield { at: email.at, facts: { backend: email.value } };
  },
  message: ({ backend }) => ({
    what: `EMAIL_BACKEND in production is \`${backend}\`, which is for development.`,
    why: 'No mail is sent and no error appears: password resets and mail to the admins never arrive.',
    next: 'Use a real mail server, with its name from the environment:\n  EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"\n  EMAIL_HOST = os.environ["SMTP_HOST"]',
  }),
});
