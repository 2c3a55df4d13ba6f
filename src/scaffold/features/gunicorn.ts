import { bindToPort } from '../../edits/python/gunicorn-bind.ts';
import { addSetting, replaceSettingValue } from '../../edits/python/setting.ts';
import { quoted } from '../../edits/python/written.ts';
import { applyEdits } from '../../edits/text-edit.ts';
import { parsePython } from '../../python/parse.ts';
import { type FeatureContext, reasons, type WriteEntry } from '../plan/feature.ts';
import { findPlainSetting } from '../settings/statement.ts';

const PATH = 'gunicorn.conf.py';
const because = reasons('gunicorn');

/**
 * gunicorn's configuration, for projects whose `web` process is or becomes gunicorn. One that is
 * there keeps all but an address the router cannot reach.
 */
export const writeGunicorn: WriteEntry = (context) => {
  const { draft, repository, render, includes, answers } = context;
  const web = repository.procfile?.processTypes.get('web')?.command;
  const becomesGunicorn =
    web === undefined || /\brunserver\b/.test(web)
      ? includes('procfile')
      : /\bgunicorn\b/.test(web);
  const namesAnother = web !== undefined && /\s(-c|--config)[\s=]/.test(web);
  if (!becomesGunicorn || namesAnother) return;
  const own = draft.text(PATH);
  if (own === undefined)
    draft.write(
      PATH,
      render('project/gunicorn.conf.py', { asgi: answers.server === 'asgi' }),
      because('workers, timeouts and access log suit the dyno and the router'),
    );
  else {
    mendAddress(context, own);
    if (answers.server === 'asgi') takeAsyncWorkers(context);
  }
};

function mendAddress({ draft }: FeatureContext, own: string): void {
  const parsed = parsePython(PATH, own);
  const result = parsed.ok
    ? bindToPort(parsed.source)
    : { ok: false as const, because: `it is not valid Python: ${parsed.error.message}` };
  if (result.ok) {
    draft.write(
      PATH,
      applyEdits(own, result.edits),
      because('the router connects to $PORT, which changes at every start'),
    );
    return;
  }
  draft.decline({
    entry: 'gunicorn',
    path: PATH,
    because: result.because,
    next: 'Make it listen on 0.0.0.0 and on the port in the PORT variable.',
  });
}

/**
 * A wsgi worker class in a configuration of the project's own would serve asgi.py as if it were
 * wsgi.py, and fail.
 */
function takeAsyncWorkers({ draft }: FeatureContext): void {
  const text = draft.text(PATH) ?? '';
  const parsed = parsePython(PATH, text);
  if (!parsed.ok) return;
  const setting = findPlainSetting(parsed.source, 'worker_class');
  if (setting !== undefined && /asgi|uvicorn/i.test(setting.valueText)) return;
  const value = quoted(parsed.source, 'asgi');
  const result =
    setting === undefined
      ? addSetting(parsed.source, 'worker_class', value)
      : replaceSettingValue(parsed.source, 'worker_class', value);
  const reason = 'worker_class: the other classes support only WSGI';
  if (result.ok) draft.write(PATH, applyEdits(text, result.edits), because(reason));
  else
    draft.decline({
      entry: 'gunicorn',
      path: PATH,
      because: result.because,
      next: 'Set worker_class = "asgi" there.',
    });
}
