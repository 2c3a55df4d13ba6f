import { setMaxListeners } from 'node:events';
import { chmodSync } from 'node:fs';
import { UsageError } from '../facts/usage-error.ts';
import { withWorkspace } from '../machine/workspace.ts';
import { startPlatform } from '../platform/start-platform.ts';
import { holdState } from '../platform/state/hold-state.ts';
import type { Terminal } from './command.ts';

/**
 * Runs the platform until the terminal's signal, and says on standard output where it is once it is
 * ready.
 */
export async function servePlatform(
  terminal: Terminal,
  folder: string,
  port: number,
): Promise<number> {
  // Postgres runs as another user when this one is root, and has to get to its own folder.
  chmodSync(folder, process.getuid?.() === 0 ? 0o711 : 0o700);
  return await holdState(folder, () =>
    withWorkspace(async (workspaceFolder) => {
      const ending = new AbortController();
      // Every dyno and every server listens to it.
      setMaxListeners(0, ending.signal);
      const running = await startPlatform({
        folder,
        port,
        workspaceFolder,
        env: terminal.env,
        signal: ending.signal,
        progress: (line) => terminal.err(`${line}\n`),
        onBug: (error) =>
          terminal.err(
            `dynoready itself failed: ${error instanceof Error ? error.stack : error}\n`,
          ),
      }).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EADDRINUSE') throw error;
        throw new UsageError(`Port ${port} is taken by another program`, {
          next: ['Choose another one: dynoready platform --port 0'],
        });
      });
      terminal.out(`ready ${running.origin}\n`);
      if (terminal.interactive)
        terminal.err('In another shell: eval "$(dynoready platform --env)"  (Ctrl-C ends it)\n');
      await new Promise<void>((resolve) => {
        if (terminal.signal.aborted) resolve();
        else terminal.signal.addEventListener('abort', () => resolve(), { once: true });
      });
      ending.abort();
      await running.close();
      return 0;
    }),
  );
}
