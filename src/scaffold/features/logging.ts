import { fileHandlers, logsLocally } from '../../queries/settings/log-files.ts';
import { reasons, type WriteEntry } from '../plan/feature.ts';

const because = reasons('logging');

/**
 * A console handler, without which a 500 leaves no trace in the log. A LOGGING of the owner stays,
 * unless all that it does besides is to write into files.
 */
export const writeLogging: WriteEntry = ({ settings, production, render, draft }) => {
  const logging = settings.get('LOGGING');
  const value = logging.state === 'known' ? logging.value : undefined;
  const [first] = fileHandlers(value);
  if (logging.state !== 'absent' && first === undefined) return;
  if (first !== undefined && !logsLocally(value)) {
    draft.decline({
      entry: 'logging',
      path: settings.file,
      because: `the log handler \`${first.handler}\` writes to a file, which is lost with the dyno, and the rest of LOGGING cannot be replaced safely`,
      next: 'Use the class logging.StreamHandler without a filename.',
    });
    return;
  }
  const reason =
    first === undefined
      ? 'LOGGING: the log shows the traceback of every 500'
      : 'LOGGING: log files are lost with the disk of the dyno, and heroku logs shows only the console';
  production.add({
    reason: because(reason),
    imports: [],
    body: render('project/package/settings/heroku/logging.py'),
  });
};
