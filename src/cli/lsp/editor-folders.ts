import { realpathSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Diagnostic } from 'vscode-languageserver';
import type { Rule } from '../../check/rule.ts';
import type { RuleChoice } from '../check-project.ts';
import type { ProjectFindings } from '../report/finding-report.ts';
import { diagnosticsByFile } from './diagnostics.ts';
import { mistakeOf, type OpenProject, openProject } from './open-project.ts';

/** Milliseconds without a change before a project is checked again. */
const QUIET_MS = 10;

/** How what is found reaches the editor. */
export interface EditorSink {
  readonly publish: (uri: string, diagnostics: readonly Diagnostic[]) => void;
  /** A mistake in the project's own configuration; said once as long as it lasts. */
  readonly tell: (mistake: string) => void;
  /** An internal error, which does not end the session. */
  readonly log: (text: string) => void;
}

/** A folder of the editor with what was last found and shown in it. */
interface EditorFolder {
  readonly project: OpenProject;
  report: ProjectFindings | undefined;
  /** Addresses of the files that have diagnostics now. */
  shown: ReadonlySet<string>;
  told: string | undefined;
  timer: NodeJS.Timeout | undefined;
  /** The checks so far: one at a time, or an older one could have the last word. */
  turn: Promise<void>;
}

/** A file of an open folder. */
export interface EditorFile {
  readonly project: OpenProject;
  /** Relative to the folder, with `/`. */
  readonly path: string;
  /** Checks the folder after a short pause, and once for several changes. */
  readonly checkSoon: () => void;
  /** What is found with all changes so far; undefined without a Django project. */
  readonly currentReport: () => Promise<ProjectFindings | undefined>;
}

/** The folders that an editor has open. */
export interface EditorFolders {
  open(uri: string): void;
  /** The file in the innermost open folder that holds it; undefined when none does. */
  find(uri: string): EditorFile | undefined;
  checkAll(): void;
  close(): void;
}

/** No folder at first; findings of each go to the sink, file by file. */
export function editorFolders(
  rules: RuleChoice,
  rulesById: ReadonlyMap<string, Rule>,
  sink: EditorSink,
): EditorFolders {
  const folders: EditorFolder[] = [];
  const checkNow = (folder: EditorFolder): Promise<void> => {
    clearTimeout(folder.timer);
    folder.timer = undefined;
    folder.turn = folder.turn.then(() => check(folder));
    return folder.turn;
  };
  const check = async (folder: EditorFolder): Promise<void> => {
    try {
      folder.report = await folder.project.check();
      folder.told = undefined;
      publishChanges(folder, rulesById, sink);
    } catch (error) {
      const mistake = mistakeOf(error);
      if (mistake === undefined) sink.log(String((error as Error).stack ?? error));
      else if (folder.told !== mistake) sink.tell(mistake);
      folder.told = mistake;
    }
  };
  const checkSoon = (folder: EditorFolder): void => {
    clearTimeout(folder.timer);
    folder.timer = setTimeout(() => void checkNow(folder), QUIET_MS);
  };
  return {
    open(uri) {
      const path = pathOf(uri);
      if (path === undefined || folders.some(({ project }) => project.root === path)) return;
      folders.push(newFolder(openProject(path, rules)));
    },
    find(uri) {
      const file = pathOf(uri);
      const holding = file === undefined ? undefined : innermost(folders, file);
      if (file === undefined || holding === undefined) return undefined;
      return {
        project: holding.project,
        path: relative(holding.project.root, file).split(sep).join('/'),
        checkSoon: () => checkSoon(holding),
        async currentReport() {
          await (holding.timer === undefined ? holding.turn : checkNow(holding));
          return holding.report;
        },
      };
    },
    checkAll: () => folders.forEach(checkSoon),
    close: () => {
      for (const { timer } of folders) clearTimeout(timer);
    },
  };
}

function newFolder(project: OpenProject): EditorFolder {
  return {
    project,
    report: undefined,
    shown: new Set(),
    told: undefined,
    timer: undefined,
    turn: Promise.resolve(),
  };
}

/** The open folder that holds the file and lies in no other that does. */
function innermost(folders: readonly EditorFolder[], file: string): EditorFolder | undefined {
  return folders
    .filter(({ project }) => file.startsWith(project.root + sep))
    .sort((a, b) => b.project.root.length - a.project.root.length)[0];
}

/** Sends what is found to the files that have it, and nothing to those that had something. */
function publishChanges(
  folder: EditorFolder,
  rulesById: ReadonlyMap<string, Rule>,
  sink: EditorSink,
): void {
  const { project, report } = folder;
  const found =
    report === undefined
      ? new Map<string, readonly Diagnostic[]>()
      : diagnosticsByFile(project.root, report, rulesById);
  for (const uri of folder.shown) if (!found.has(uri)) sink.publish(uri, []);
  for (const [uri, diagnostics] of found) sink.publish(uri, diagnostics);
  folder.shown = new Set(found.keys());
}

/** The path on the disk, with links followed where it exists; undefined for what is no file. */
function pathOf(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  const path = fileURLToPath(uri);
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
