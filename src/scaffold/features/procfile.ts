import { removeCall } from '../../edits/process-call.ts';
import { addProcess, setProcess } from '../../edits/procfile.ts';
import { applyEdits } from '../../edits/text-edit.ts';
import { overlay } from '../../project/overlay.ts';
import { folderPrefix } from '../../python/folder-prefix.ts';
import { importRootOf } from '../../queries/apps/installed-apps.ts';
import {
  managementCommand,
  type ProgramCall,
  processCalls,
} from '../../queries/processes/process-commands.ts';
import {
  type FeatureContext,
  moduleOf,
  packageFile,
  reasons,
  type WriteEntry,
} from '../plan/feature.ts';

const because = reasons('procfile');
const PATH = 'Procfile';

/**
 * Gives the app a web process and a release phase. A `web` line that runs a real server stays as it
 * is.
 */
export const writeProcfile: WriteEntry = (context) => {
  const { draft, repository, djangoProject, render } = context;
  const kind = context.answers.server;
  const web = repository.procfile?.processTypes.get('web')?.command;
  const server = serverFile(context, kind) ?? writeServerModule(context, kind);
  const root = importFolder(context, server);
  const data = {
    needs: { web: true, release: true },
    chdir: root === '' ? '' : `--chdir ${root} `,
    app: moduleOf({ root }, server),
    manage: djangoProject.managePath,
  };
  const text = draft.text(PATH);
  if (text === undefined) {
    draft.write(
      PATH,
      render('project/Procfile', data),
      because('Heroku runs exactly these commands, and migrates before new code receives requests'),
    );
    return;
  }
  const lines = new Map(
    render('project/Procfile', data)
      .trim()
      .split('\n')
      .map(
        (line) =>
          [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()] as const,
      ),
  );
  const wrong = web === undefined ? undefined : faultOf(web, kind, root);
  const set = wrong === undefined ? addProcess : setProcess;
  const withWeb = set(text, 'web', lines.get('web')!);
  if (withWeb.ok) {
    const reason = wrong ?? 'only a process named web receives requests';
    draft.write(PATH, applyEdits(text, withWeb.edits), because(reason));
  }
  findManage(context);
  const current = draft.text(PATH)!;
  const withRelease = addProcess(current, 'release', lines.get('release')!);
  if (withRelease.ok)
    draft.write(
      PATH,
      applyEdits(current, withRelease.edits),
      because('migrations run once per release, before new code receives requests'),
    );
  takeOutOfWeb(context, 'migrate', 'migrations run in the release phase, not at every dyno start');
  if (repository.appJson?.env.has('DISABLE_COLLECTSTATIC') !== true)
    takeOutOfWeb(
      context,
      'collectstatic',
      'collectstatic runs in the build, not at every dyno start',
    );
};

/** Why a web command that is there gives way to ours; undefined when it stays. */
function faultOf(web: string, kind: 'wsgi' | 'asgi', root: string): string | undefined {
  if (/\brunserver\b/.test(web)) return 'runserver is only for development';
  if (root !== '' && /^gunicorn [\w.]+(:application)?$/.test(web))
    return `gunicorn finds the application only in ${root}`;
  return kind === 'asgi' && isPlainWsgi(web) ? 'serves async views through asgi.py' : undefined;
}

/** Names manage.py where it lies, in commands that look for it in the root. */
function findManage({ draft, repository, djangoProject }: FeatureContext): void {
  const { managePath } = djangoProject;
  if (repository.files.has('manage.py') || managePath === 'manage.py') return;
  const text = draft.text(PATH)!;
  const after = text.replace(/(:\s*python3? )manage\.py(?= )/g, `$1${managePath}`);
  draft.write(PATH, after, because(`manage.py is in ${djangoProject.root}`));
}

/** Leaves to release and build what the web process does before it serves, as far as they do it. */
function takeOutOfWeb(
  { draft, repository }: FeatureContext,
  command: 'migrate' | 'collectstatic',
  reason: string,
): void {
  const text = draft.text(PATH)!;
  const now = overlay(repository, new Map([[PATH, text]]));
  const runs = (type: string): ProgramCall | undefined =>
    processCalls(now, type).find((call) => managementCommand(call)?.text === command);
  const [call, web] = [runs('web'), now.procfile?.processTypes.get('web')];
  if (
    call === undefined ||
    web === undefined ||
    (command === 'migrate' && runs('release') === undefined)
  )
    return;
  const removed = removeCall(text, web.commandAt, call.at);
  if (removed.ok) draft.write(PATH, applyEdits(text, removed.edits), because(reason));
}

/**
 * True for gunicorn on wsgi.py with nothing else said, so that nothing of the owner's is lost with
 * the line.
 */
function isPlainWsgi(command: string): boolean {
  return /^gunicorn (--chdir \S+ )?[\w.]+\.wsgi(:application)?$/.test(command);
}

/**
 * The folder that the server has to import from: that of manage.py, or one below it that manage.py
 * adds to the path.
 */
function importFolder({ repository, djangoProject }: FeatureContext, server: string): string {
  const folder = importRootOf(repository)?.replace(/\/$/, '') ?? djangoProject.root;
  return folder === '' || server.startsWith(`${folder}/`) ? folder : djangoProject.root;
}

/** The file with the WSGI or ASGI callable; undefined when there is none, or an empty one. */
function serverFile(
  { djangoProject, repository, settings }: FeatureContext,
  server: 'wsgi' | 'asgi',
): string | undefined {
  const named = djangoProject.references.find(({ kind }) => kind === server)?.at.file;
  const application = settings.get(`${server.toUpperCase()}_APPLICATION`);
  const set =
    application.state === 'known' && typeof application.value === 'string'
      ? /^([\w.]+)\.\w+$/.exec(application.value)?.[1]
      : undefined;
  const ofSetting = set === undefined ? [] : modulePaths(djangoProject, set);
  return [
    named,
    ...ofSetting,
    packageFile(djangoProject, `${server}.py`),
    packageFile(djangoProject, `${server}/__init__.py`),
  ].find((one) => one !== undefined && (repository.files.text(one) ?? '').trim() !== '');
}

function modulePaths({ root }: FeatureContext['djangoProject'], module: string): string[] {
  const path = `${folderPrefix(root)}${module.replaceAll('.', '/')}`;
  return [`${path}.py`, `${path}/__init__.py`];
}

/**
 * The module that startproject would have written, beside the settings, or above them when they are
 * a package.
 */
function writeServerModule(
  { draft, layout, render }: FeatureContext,
  server: 'wsgi' | 'asgi',
): string {
  const folders = layout.sourcePath.split('/').slice(0, -1);
  if (folders.at(-1) === 'settings' || layout.sourcePath.endsWith('/__init__.py')) folders.pop();
  const path = [...folders, `${server}.py`].join('/');
  draft.write(
    path,
    render('project/package/server.py', { server, module: layout.productionModule }),
    because(`gunicorn imports the app from this file, and there was no ${server}.py`),
  );
  return path;
}
