import { defineRule } from '../check/rule.ts';
import { walk } from '../project/python/walk.ts';
import { productionSettings, settingOf } from '../project/questions/production-settings.ts';
import { pythonSource } from '../project/questions/python-source.ts';
import { storageBackend } from '../project/questions/static-files.ts';

export default defineRule<{ field: string }>({
  id: 'media-on-dyno',
  group: 'logging-and-scale',
  severity: 'warning',
  since: '0.1.0',
  source: 'Heroku Dev Center, "Dynos": the ephemeral filesystem; "Using AWS S3 to Store Static Assets and File Uploads"',
  docs: "A model keeps uploaded files, and they are stored on the dyno's disk.",
  example: { field: 'ImageField' },
  *check(project) {
    const settings = productionSettings(project);
    if (settings === undefined || settings.failure !== undefined) return;
    if (['STORAGES', 'DEFAULT_FILE_STORAGE'].some((name) => settingOf(project, name)?.state === 'computed')) return;
    if (!/^(django\.core\.files\.storage\.(filesystem\.)?FileSystemStorage)?$/.test(storageBackend(project, 'default') ?? '')) return;
    for (const file of project.files.paths) {
      if (!/(^|\/)models(\.py|\/[^/]+\.py)$/.test(file)) continue;
      // Most models store no files, and reading them as Python is the dearest part of a check.
      if (!/\b(File|Image)Field\b/.test(project.files.text(file) ?? '')) continue;
      const source = pythonSource(project, file);
      for (const node of source === undefined ? [] : walk(source.module)) {
        if (node.kind !== 'Call' || node.func.kind !== 'Attribute' || !/^(File|Image)Field$/.test(node.func.attr)) continue;
        // A storage of its own may well be an object storage.
        if (node.func.value.kind !== 'Name' || node.func.value.id !== 'models' || node.keywords.some(({ arg }) => arg === 'storage'))
          continue;
        yield { at: { file, start: node.func.start, end: node.func.end }, facts: { field: node.func.attr } };
        return;
      }
    }
  },
  advise: ({ field }) => ({
    what: `The model has ${field === 'ImageField' ? 'an' : 'a'} ${field}, and uploads go to the disk of the dyno.`,
    why: 'Each dyno has a disk of its own that is wiped at every restart, at least once a day: the rows stay, the files are gone.',
    next: 'Store uploads in object storage, for instance with django-storages:\n  STORAGES = {"default": {"BACKEND": "storages.backends.s3.S3Storage"}, "staticfiles": {…}}',
  }),
});
