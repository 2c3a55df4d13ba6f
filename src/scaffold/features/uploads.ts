import { asDict } from '../../queries/settings/production-settings.ts';
import { uploadOnDisk } from '../../queries/static-files/uploaded-files.ts';
import { type FeatureContext, reasons, type WriteEntry } from '../plan/feature.ts';
import { BUCKETEER, productionTexts } from '../settings/config-vars.ts';

const because = reasons('uploads');

/**
 * The variables that name a bucket; Bucketeer sets its own. Source: django-storages 1.14; public
 * code that reads Bucketeer's; read 2026-11-26.
 */
const VARIABLES = {
  s3: {
    bucket: 'AWS_STORAGE_BUCKET_NAME',
    key: 'AWS_ACCESS_KEY_ID',
    secret: 'AWS_SECRET_ACCESS_KEY',
    region: 'AWS_S3_REGION_NAME',
    endpoint: 'AWS_S3_ENDPOINT_URL',
  },
  bucketeer: {
    bucket: 'BUCKETEER_BUCKET_NAME',
    key: 'BUCKETEER_AWS_ACCESS_KEY_ID',
    secret: 'BUCKETEER_AWS_SECRET_ACCESS_KEY',
    region: 'BUCKETEER_AWS_REGION',
    endpoint: undefined,
  },
} as const;

/**
 * Uploads in a bucket. A storage of the project's own stays; uploads that would be lost are named.
 */
export const writeUploads: WriteEntry = (context) => {
  const { answers, production, render, reader } = context;
  if (answers.storage === 'none') return declineLostUploads(context);
  if (hasOwnStorage(context)) return;
  const isBeside =
    production.sections.some(({ body }) => /^STORAGES = /m.test(body)) ||
    context.settings.get('STORAGES').state !== 'absent';
  production.add({
    reason: because('STORAGES: a dyno loses its disk at every restart, and uploads with it'),
    imports: ['import sys'],
    body: render('project/package/settings/heroku/uploads.py', {
      isBeside,
      // Run without the entry for static files, this one writes STORAGES whole, and keeps to what
      // serves them.
      hasWhiteNoise: productionTexts(context).some((text) =>
        text.includes('whitenoise.middleware.'),
      ),
      read: reader,
      names: VARIABLES[answers.storage],
      addOn: BUCKETEER,
    }),
  });
};

function declineLostUploads({ repository, draft }: FeatureContext): void {
  const found = uploadOnDisk(repository);
  if (found === undefined) return;
  draft.decline({
    entry: 'uploads',
    path: found.at.file,
    because: `its ${found.field} stores files on the disk of the dyno, which is wiped at every restart`,
    next: 'Store uploads in a bucket: dynoready init --storage s3 (or --storage bucketeer, an add-on)',
  });
}

/** True when uploads go elsewhere than to the disk of the dyno already, or it cannot be told. */
function hasOwnStorage({ settings }: FeatureContext): boolean {
  const old = settings.get('DEFAULT_FILE_STORAGE');
  const storages = settings.get('STORAGES');
  if (storages.state === 'computed' || old.state === 'computed') return true;
  const backend =
    storages.state === 'known' ? asDict(asDict(storages.value)?.default)?.BACKEND : undefined;
  const named = backend ?? (old.state === 'known' ? old.value : undefined);
  return named !== undefined && !String(named).startsWith('django.core.files.storage.');
}
