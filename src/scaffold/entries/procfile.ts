import { addProcess, setProcess } from '../../edits/procfile.ts';
import { applyEdits } from '../../edits/text-edit.ts';
import { reasons, type WriteEntry } from '../entry.ts';

const because = reasons('procfile');
const PATH = 'Procfile';

/** Gives the app a web process and a release phase. A `web` line that runs a real server stays as it is. */
export const writeProcfile: WriteEntry = ({ draft, project, site, render }) => {
  const web = project.procfile?.processTypes.get('web')?.command;
  const data = {
    needs: { web: true, release: true },
    chdir: site.root === '' ? '' : `--chdir ${site.root} `,
    package: site.package ?? 'mysite',
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
