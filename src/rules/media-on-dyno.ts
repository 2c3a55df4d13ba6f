import { defineRule } from '../check/rule.ts';
import { uploadOnDisk } from '../queries/static-files/uploaded-files.ts';

export default defineRule<{ field: string }>({
  id: 'media-on-dyno',
  group: 'logging-and-scale',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "Dynos": ephemeral filesystem',
    url: 'https://devcenter.heroku.com/articles/dynos#ephemeral-filesystem',
  },
  docs: "A model stores uploaded files on the dyno's disk.",
  example: { field: 'ImageField' },
  *check(repository) {
    const found = uploadOnDisk(repository);
    if (found !== undefined) yield { at: found.at, facts: { field: found.field } };
  },
  message: ({ field }) => ({
    what: `The model has ${field === 'ImageField' ? 'an' : 'a'} ${field}, and uploads go to the dyno's disk.`,
    why: 'Each dyno has its own disk, which is wiped at every restart, at least once a day. The database rows stay, but the files are gone.',
    next: 'Store uploads in object storage, for instance with django-storages, which `dynoready init --storage s3` sets up:\n  STORAGES = {"default": {"BACKEND": "storages.backends.s3.S3Storage"}, "staticfiles": {…}}',
  }),
});
