import { type EntryContext, reasons, type WriteEntry } from '../entry.ts';
import { recordOf } from '../soundness.ts';

const because = reasons('uploads');

/** Uploads in a bucket. A storage of the project's own stays. */
export const writeUploads: WriteEntry = (context) => {
  const { answers, production, render, reader } = context;
  if (answers.storage !== 's3' || hasOwnStorage(context)) return;
  const isBeside =
    production.sections.some(({ body }) => /^STORAGES = /m.test(body)) || context.settings.get('STORAGES').state !== 'absent';
  production.add({
    reason: because('STORAGES: a dyno loses its disk at every restart, and uploads with it'),
    imports: ['import sys'],
    body: render('project/package/settings/heroku/uploads.py', { isBeside, read: reader }),
  });
};

/** True when uploads go elsewhere than to the disk of the dyno already, or it cannot be told. */
function hasOwnStorage({ settings }: EntryContext): boolean {
  const old = settings.get('DEFAULT_FILE_STORAGE');
  const storages = settings.get('STORAGES');
  if (storages.state === 'computed' || old.state === 'computed') return true;
  const backend = storages.state === 'known' ? recordOf(recordOf(storages.value)?.default)?.BACKEND : undefined;
  const named = backend ?? (old.state === 'known' ? old.value : undefined);
  return named !== undefined && !String(named).startsWith('django.core.files.storage.');
}
