import { defineRule } from '../check/rule.ts';
import type { Repository } from '../project/repository.ts';
import { installedApps } from '../queries/apps/installed-apps.ts';
import { knownSetting } from '../queries/settings/production-settings.ts';

export default defineRule<{ manage: string }>({
  id: 'compress-offline-missing',
  group: 'static-files',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'django-compressor documentation, "Offline Compression"',
    url: 'https://django-compressor.readthedocs.io/en/stable/scenarios/#offline-compression',
  },
  docs: 'django-compressor expects files that were compressed in the build, and no build step compresses them.',
  example: { manage: 'manage.py' },
  *check(repository) {
    const setting = knownSetting(repository, 'COMPRESS_OFFLINE');
    if (setting?.value !== true || knownSetting(repository, 'COMPRESS_ENABLED')?.value === false)
      return;
    if (
      ![...installedApps(repository)].some(
        ({ name }) => name === 'compressor' || name.startsWith('compressor.'),
      )
    )
      return;
    if (runsCompress(repository)) return;
    yield {
      at: setting.at,
      facts: { manage: repository.djangoProject?.managePath ?? 'manage.py' },
    };
  },
  message: ({ manage }) => ({
    what: 'COMPRESS_OFFLINE is on, and nothing runs `manage.py compress`.',
    why: 'Every page with a {% compress %} block fails with OfflineGenerationError (500), because the compressed files were never generated.',
    next: `Run it in the build, after collectstatic. In bin/post_compile:\n  #!/usr/bin/env bash\n  set -e\n  python ${manage} compress`,
  }),
});

/**
 * True when a hook of the build or the start of the web process compresses, or runs a script that
 * may.
 */
function runsCompress({ files, procfile }: Repository): boolean {
  const web = procfile?.processTypes.get('web')?.command ?? '';
  const hooks = ['bin/pre_compile', 'bin/post_compile'].map((path) => files.text(path) ?? '');
  return [web, ...hooks].some((text) => /\bcompress\b|\.sh\b|\bmake\b/.test(text));
}
