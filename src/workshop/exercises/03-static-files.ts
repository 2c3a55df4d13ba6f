import { effectiveValue } from '../../queries/settings/production-settings.ts';
import { storageBackend, usesManifest } from '../../queries/static-files/static-files.ts';
import { WHITENOISE } from '../../queries/static-files/whitenoise-middleware.ts';
import { defineExercise } from '../exercise.ts';

export default defineExercise({
  number: 3,
  title: 'Static files without a web server in front',
  text: '03-static-files',
  minutes: 20,
  groups: ['static-files'],
  rules: ['static-storage-plain', 'whitenoise-undeclared'],
  praise: (repository) => {
    const middleware = effectiveValue(repository, 'MIDDLEWARE', []);
    const second = Array.isArray(middleware) && middleware[1] === WHITENOISE;
    return [
      ...(second
        ? [
            'WhiteNoise comes directly after SecurityMiddleware: static files are redirected to HTTPS too.',
          ]
        : []),
      ...(usesManifest(repository) && storageBackend(repository, 'default') !== undefined
        ? ['STORAGES has both entries, so uploads work too.']
        : []),
    ];
  },
  solvedBy: ['static-files'],
  answer: ['whitenoise.middleware.WhiteNoiseMiddleware', 'CompressedManifestStaticFilesStorage'],
});
