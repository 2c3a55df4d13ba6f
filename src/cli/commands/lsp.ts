import type { Command } from 'commander';
import { loadRules } from '../../check/catalogue.ts';
import { IGNORE_RULES } from '../../check/ignore-rules.ts';
import type { Terminal } from '../command.ts';
import { EXIT } from '../exit-codes.ts';

export function declare(command: Command): Command {
  return command
    .option('--stdio', 'speak over standard input and output, which is the only way')
    .addHelpText(
      'after',
      `
Editors start this: diagnostics while you type, quick fixes, and what a setting evaluates to on a dyno. Nothing of the project is run.
How to set it up in your editor: docs/ci-and-editors.md`,
    );
}

/** 0 when the editor has ended the connection, 130 after a signal. */
export async function run(terminal: Terminal): Promise<number> {
  const [{ createConnection, ProposedFeatures, StreamMessageReader, StreamMessageWriter }, server] =
    await Promise.all([import('vscode-languageserver/node.js'), import('../lsp/serve.ts')]);
  const rules = [...(await loadRules()), ...IGNORE_RULES];
  const connection = createConnection(
    ProposedFeatures.all,
    new StreamMessageReader(process.stdin),
    new StreamMessageWriter(process.stdout),
  );
  const gone = new Promise<void>((resolve) => {
    process.stdin.once('end', resolve);
    process.stdin.once('close', resolve);
    terminal.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await Promise.race([server.serveEditor(connection, { ran: rules, all: rules }), gone]);
  return terminal.signal.aborted ? EXIT.interrupted : EXIT.ok;
}
