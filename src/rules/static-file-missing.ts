import { defineRule, respell } from '../check/rule.ts';
import { unignoreStep } from '../queries/apps/misnamed.ts';
import { usesManifest } from '../queries/static-files/static-files.ts';
import {
  type MissingStatic,
  missingStaticFiles,
} from '../queries/static-files/template-statics.ts';

type Facts = Pick<MissingStatic, 'name' | 'fault' | 'instead'> & { readonly manifest: boolean };

export default defineRule<Facts>({
  id: 'static-file-missing',
  group: 'static-files',
  severity: 'warning',
  fixSafety: 'safe',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "ManifestStaticFilesStorage.manifest_strict"',
    url: 'https://docs.djangoproject.com/en/6.1/ref/contrib/staticfiles/#django.contrib.staticfiles.storage.ManifestStaticFilesStorage.manifest_strict',
  },
  docs: 'A template, `static()` or a Media class names a static file that git does not push, or spells it in another way.',
  example: { name: '/shop/logo.png', fault: 'slash', instead: 'shop/logo.png', manifest: true },
  *check(repository) {
    const manifest = usesManifest(repository);
    for (const { name, at, fault, instead } of missingStaticFiles(repository)) {
      // Without a manifest the address is made from the name, whatever is there.
      if (!manifest && fault !== 'case' && fault !== 'ignored') continue;
      yield {
        at,
        facts: { name, fault, instead, manifest },
        ...(manifest && fault !== 'absent' ? { severity: 'error' as const } : {}),
        ...(fault === 'absent' || fault === 'ignored' ? {} : { fix: respell(at, instead!) }),
      };
    }
  },
  message: ({ name, fault, instead, manifest }) => ({
    what:
      fault === 'absent'
        ? `\`${name}\` is named here, and no static folder of the repository holds it.`
        : fault === 'ignored'
          ? `\`${name}\` is named here, and git ignores \`${instead}\`.`
          : `\`${name}\` is named here, and the file is called \`${instead}\`.`,
    why: manifest
      ? 'With DEBUG off, the storage looks up every name in its manifest. The page fails with 500, "Missing staticfiles manifest entry", although it works on your machine.'
      : 'It works on your machine; on the dyno the browser gets a 404.',
    next:
      fault === 'absent'
        ? 'Correct the name, or commit the file if git ignores it:\n  python manage.py findstatic PATH'
        : fault === 'ignored'
          ? unignoreStep(instead!)
          : `Write \`${instead}\`.`,
  }),
});
