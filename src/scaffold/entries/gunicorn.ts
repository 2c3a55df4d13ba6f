import { bindToPort } from '../../edits/python/gunicorn-bind.ts';
import { applyEdits } from '../../edits/text-edit.ts';
import { parsePython } from '../../project/python/parse.ts';
import { type EntryContext, reasons, type WriteEntry } from '../entry.ts';

const PATH = 'gunicorn.conf.py';
const because = reasons('gunicorn');

/** gunicorn's configuration, for projects whose `web` process is or becomes gunicorn. One that is there keeps all but an address the router cannot reach. */
export const writeGunicorn: WriteEntry = (context) => {
  const { draft, project, render, includes } = context;
  const web = project.procfile?.processTypes.get('web')?.command;
  const becomesGunicorn = web === undefined || /\brunserver\b/.test(web) ? includes('procfile') : /\bgunicorn\b/.test(web);
  const namesAnother = web !== undefined && /\s(-c|--config)[\s=]/.test(web);
  if (!becomesGunicorn || namesAnother) return;
  const own = draft.text(PATH);
  if (own === undefined)
    draft.write(PATH, render('project/gunicorn.conf.py'), because('workers, timeouts and access log fit the dyno and its router'));
  else mendAddress(context, own);
};

function mendAddress({ draft }: EntryContext, own: string): void {
  const parsed = parsePython(PATH, own);
  const result = parsed.ok ? bindToPort(parsed.source) : { ok: false as const, because: `it is not Python: ${parsed.error.message}` };
  if (result.ok) {
    draft.write(PATH, applyEdits(own, result.edits), because('the router knocks at $PORT, which differs at every start'));
    return;
  }
  draft.decline({
    entry: 'gunicorn',
    path: PATH,
    because: result.because,
    next: 'See that it listens on 0.0.0.0 and on the PORT of the environment.',
  });
}
