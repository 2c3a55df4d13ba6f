import { addGunicorn, type Peer, SECRET_KEY } from './peer.ts';
import { pinned } from './versions.ts';

/**
 * A library that settings.py calls in its last lines. Its README names neither gunicorn nor a
 * Procfile, so both are as in `bare`.
 */
function settingsCall(name: 'django-heroku' | 'django-on-heroku'): Peer {
  const module = name.replaceAll('-', '_');
  return {
    name,
    packages: [],
    followed:
      'README: the call at the bottom of settings.py, SECRET_KEY as a config var. It says nothing of DEBUG. Filled in: requirements.txt, Procfile.',
    apply: async (djangoProject) => {
      addGunicorn(djangoProject);
      djangoProject.append('requirements.txt', `${pinned(name)}\n`);
      djangoProject.append(
        'blog/settings.py',
        `\n# Configure Django App for Heroku.\nimport ${module}\n${module}.settings(locals())\n`,
      );
      return { configVars: { SECRET_KEY }, toolMs: undefined };
    },
  };
}

export const djangoHeroku = settingsCall('django-heroku');
export const djangoOnHeroku = settingsCall('django-on-heroku');
