import { reasons, type WriteEntry } from '../entry.ts';

const because = reasons('gunicorn');

/** gunicorn's configuration, for projects whose `web` process is or becomes gunicorn and that have none. */
export const writeGunicorn: WriteEntry = ({ draft, project, render, includes }) => {
  const web = project.procfile?.processTypes.get('web')?.command;
  const becomesGunicorn = web === undefined || /\brunserver\b/.test(web) ? includes('procfile') : /\bgunicorn\b/.test(web);
  const hasOwn = web !== undefined && /\s(-c|--config)[\s=]/.test(web);
  if (!becomesGunicorn || hasOwn || draft.text('gunicorn.conf.py') !== undefined) return;
  draft.write(
    'gunicorn.conf.py',
    render('project/gunicorn.conf.py'),
    because('workers, timeouts and access log fit the dyno and its router'),
  );
};
