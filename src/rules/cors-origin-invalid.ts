import { defineRule } from '../check/rule.ts';
import { CORS_SETTINGS, listedOrigins } from '../queries/settings/origins.ts';
import { stringsOf } from '../queries/settings/production-settings.ts';

interface Facts {
  readonly setting: string;
  readonly origin: string;
  readonly fault: 'scheme' | 'path';
}

export default defineRule<Facts>({
  id: 'cors-origin-invalid',
  group: 'hardening',
  severity: 'error',
  since: '0.1.0',
  source: {
    title: 'django-cors-headers, README: CORS_ALLOWED_ORIGINS',
    url: 'https://github.com/adamchainz/django-cors-headers#cors_allowed_origins-sequencestr',
  },
  docs: 'An origin of django-cors-headers has no scheme, or a path.',
  example: { setting: 'CORS_ALLOWED_ORIGINS', origin: 'www.example.com', fault: 'scheme' },
  *check(repository) {
    if (!stringsOf(repository, 'INSTALLED_APPS')?.includes('corsheaders')) return;
    for (const setting of CORS_SETTINGS) {
      for (const { origin, scheme, at } of listedOrigins(repository, setting)) {
        if (origin === 'null' || origin === 'file://' || origin === 'capacitor://localhost')
          continue;
        const fault = scheme === '' ? 'scheme' : /:\/\/[^/]*[/?]/.test(origin) ? 'path' : undefined;
        if (fault !== undefined) yield { at, facts: { setting, origin, fault } };
      }
    }
  },
  message: ({ setting, origin, fault }) => ({
    what: `${setting} holds \`${origin}\`, ${fault === 'scheme' ? 'without a scheme' : 'with a path'}.`,
    why: `An origin is scheme, host and port: the system check of django-cors-headers (corsheaders.${fault === 'scheme' ? 'E013' : 'E014'}) stops \`migrate\`, and the release fails.`,
    next: `Write the origin alone:\n  ${setting} = ["${fault === 'scheme' ? `https://${origin.replace(/^[*.]+/, 'www.')}` : origin.replace(/(:\/\/[^/?]*).*$/, '$1')}"]`,
  }),
});
