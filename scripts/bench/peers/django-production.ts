import { DEFAULT_HOST } from '../../../src/heroku/router/choose-host.ts';
import { type Peer, SECRET_KEY } from './peer.ts';
import { pinned } from './versions.ts';

/**
 * Its README is about any platform: the Procfile starts the server in the way that it says, and the
 * driver is what Heroku's database needs.
 */
export const djangoProduction: Peer = {
  name: 'django-production',
  packages: [pinned('django-production'), pinned('psycopg', '[binary]')],
  followed:
    'README: django-production-apply, the package in requirements.txt, `python manage.py gunicorn`, DJANGO_ENV, SECRET_KEY and ALLOWED_HOSTS. Filled in: Procfile, psycopg.',
  apply: async (djangoProject) => {
    const toolMs = await djangoProject.run('django-production-apply', {
      DJANGO_SETTINGS_MODULE: 'blog.settings',
    });
    djangoProject.append(
      'requirements.txt',
      `${pinned('django-production')}\n${pinned('psycopg', '[binary]')}\n`,
    );
    djangoProject.write('Procfile', 'web: python manage.py gunicorn\n');
    return {
      configVars: { DJANGO_ENV: 'production', SECRET_KEY, ALLOWED_HOSTS: DEFAULT_HOST },
      toolMs,
    };
  },
};
