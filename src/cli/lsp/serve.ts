import {
  type Connection,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  MessageType,
  ShowMessageNotification,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Rule } from '../../check/rule.ts';
import type { RuleChoice } from '../check-project.ts';
import { type EditorFolders, editorFolders } from './editor-folders.ts';
import { hoverAt } from './hover.ts';
import { FIX_ALL, quickFixes } from './quick-fixes.ts';

/**
 * Answers an editor over the connection until it ends: diagnostics from unsaved text, fixes and
 * hovers, for each folder that is open. The promise resolves when the editor is gone.
 */
export function serveEditor(connection: Connection, rules: RuleChoice): Promise<void> {
  const rulesById = new Map(rules.all.map((rule) => [rule.id, rule]));
  const folders = editorFolders(rules, rulesById, {
    publish: (uri, diagnostics) =>
      void connection.sendDiagnostics({ uri, diagnostics: [...diagnostics] }),
    tell: (mistake) =>
      void connection.sendNotification(ShowMessageNotification.type, {
        type: MessageType.Error,
        message: `dynoready: ${mistake}`,
      }),
    log: (text) => connection.console.error(text),
  });
  openFolders(connection, folders);
  followDocuments(connection, folders);
  answerQuestions(connection, folders, rulesById);
  return new Promise((resolve) => {
    connection.onExit(() => {
      folders.close();
      resolve();
    });
    connection.listen();
  });
}

function openFolders(connection: Connection, folders: EditorFolders): void {
  let canWatch = false;
  connection.onInitialize((params) => {
    foldersOf(params).forEach(folders.open);
    canWatch = params.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    return {
      serverInfo: { name: 'dynoready' },
      capabilities: {
        textDocumentSync: TextDocumentSyncKind.Incremental,
        hoverProvider: true,
        codeActionProvider: { codeActionKinds: ['quickfix', FIX_ALL] },
      },
    };
  });
  connection.onInitialized(() => {
    if (canWatch)
      void connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: [{ globPattern: '**/*' }],
      });
    folders.checkAll();
  });
}

/** Keeps the folders in step with open documents and with the disk. */
function followDocuments(connection: Connection, folders: EditorFolders): void {
  const documents = new TextDocuments(TextDocument);
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri } of changes) {
      const file = folders.find(uri);
      file?.project.noteChanges([file.path]);
      file?.checkSoon();
    }
  });
  documents.onDidChangeContent(({ document }) => {
    const file = folders.find(document.uri);
    file?.project.setText(file.path, document.getText());
    file?.checkSoon();
  });
  documents.onDidSave(({ document }) => {
    const file = folders.find(document.uri);
    file?.project.noteChanges([file.path]);
  });
  documents.onDidClose(({ document }) => {
    const file = folders.find(document.uri);
    file?.project.setText(file.path, undefined);
    file?.checkSoon();
  });
  documents.listen(connection);
}

function answerQuestions(
  connection: Connection,
  folders: EditorFolders,
  rulesById: ReadonlyMap<string, Rule>,
): void {
  connection.onCodeAction(async ({ textDocument: { uri }, range, context: { only } }) => {
    const file = folders.find(uri);
    const report = await file?.currentReport();
    if (file === undefined || report === undefined) return [];
    const asked = { uri, range, ...(only === undefined ? {} : { only }) };
    return quickFixes(file.project.root, report, rulesById, asked);
  });
  connection.onHover(async ({ textDocument: { uri }, position }) => {
    const file = folders.find(uri);
    const report = await file?.currentReport();
    return file && report && hoverAt(report, rulesById, file.path, position);
  });
}

function foldersOf({ workspaceFolders, rootUri }: InitializeParams): readonly string[] {
  if (workspaceFolders?.length) return workspaceFolders.map(({ uri }) => uri);
  return rootUri === null || rootUri === undefined ? [] : [rootUri];
}
