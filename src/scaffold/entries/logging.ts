import { reasons, type WriteEntry } from '../entry.ts';

const because = reasons('logging');

/** A console handler, without which a 500 leaves no trace in the log. Any LOGGING of the owner stays. */
export const writeLogging: WriteEntry = ({ settings, production, render }) => {
  if (settings.get('LOGGING').state !== 'absent') return;
  const body = render('project/package/settings/heroku/logging.py');
  production.add({ reason: because('LOGGING: a 500 leaves its traceback in the log'), imports: [], body });
};
