import { addProcess, setProcess } from '../../edits/procfile.ts';
import { applyEdits } from '../../edits/text-edit.ts';
import { type EntryContext, reasons, type WriteEntry } from '../entry.ts';

const because = reasons('procfile');
const PATH = 'Procfile';

/** Gives the app a web process and a release phase. A `web` line that runs a real server stays as it is. */
export const writeProcfile: WriteEntry = (context) => {
  const { draft, project, site, render } = context;
  const wsgi = wsgiModule(context);
  if (wsgi === undefined) {
    draft.decline({
      entry: 'procfile',
      path: PATH,
      because: 'no wsgi.py was found for gunicorn to import',
      next: 'Write wsgi.py beside the settings, as django-admin startproject does, and run: dynoready init --only procfile',
    });
    return;
  }
  const web = project.procfile?.processTypes.get('web')?.command;
  const data = {
    needs: { web: true, release: true },
    chdir: site.root === '' ? '' : `--chdir ${site.root} `,
    wsgi,
    manage: site.managePath,
  };
  const text = draft.text(PATH);
  if (text === undefined) {
    draft.write(PATH, render('project/Procfile', data), because('Heroku starts what this file says, and migrates before new code serves'));
    return;
  }
  const lines = new Map(
    render('project/Procfile', data)
      .trim()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()] as const),
  );
  const set = web !== undefined && /\brunserver\b/.test(web) ? setProcess : addProcess;
  const withWeb = set(text, 'web', lines.get('web')!);
  if (withWeb.ok) {
    const reason = set === setProcess ? 'runserver is for one developer' : 'only a process named web gets requests';
    draft.write(PATH, applyEdits(text, withWeb.edits), because(reason));
  }
  const current = draft.text(PATH)!;
  const withRelease = addProcess(current, 'release', lines.get('release')!);
  if (withRelease.ok) draft.write(PATH, applyEdits(current, withRelease.edits), because('migrations run once, before new code serves'));
};

/** The module with the WSGI callable, dotted from the folder of manage.py. */
function wsgiModule({ site, project }: EntryContext): string | undefined {
  const named = site.references.find(({ kind }) => kind === 'wsgi')?.at.file;
  const inPackage =
    site.package === undefined ? undefined : `${site.root === '' ? '' : `${site.root}/`}${site.package.replaceAll('.', '/')}/wsgi.py`;
  const path = [named, inPackage].find((one) => one !== undefined && project.files.has(one));
  return path?.slice(site.root === '' ? 0 : site.root.length + 1, -'.py'.length).replaceAll('/', '.');
}
