import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startInTerminal } from './process.ts';
import { withWorkspace } from './workspace.ts';

export interface PageOptions {
  /** PAGER, LESS, PATH and TERM are taken from it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Lines of the terminal; undefined outside one. */
  readonly rows: number | undefined;
}

/** As git has it: quit when all fits, keep colours, leave the text on the screen. */
const LESS = 'FRX';

/**
 * Shows a text that is longer than the terminal in the person's pager, and returns whether it did;
 * false for a text that fits, outside a terminal, and without a pager that works.
 */
export async function pageText(text: string, { env, rows }: PageOptions): Promise<boolean> {
  if (rows === undefined || text.split('\n').length <= rows) return false;
  const pager = env.PAGER ?? 'less';
  if (pager === '' || pager === 'cat') return false;
  return await withWorkspace(async (folder) => {
    const file = join(folder, 'text');
    writeFileSync(file, text);
    const { ended } = startInTerminal({
      file: '/bin/sh',
      args: ['-c', `${pager} "$1"`, 'sh', file],
      cwd: folder,
      env: {
        PATH: env.PATH ?? '/usr/bin:/bin',
        TERM: env.TERM ?? 'dumb',
        LESS: env.LESS ?? LESS,
        ...(env.HOME === undefined ? {} : { HOME: env.HOME }),
      },
    });
    return (await ended) === 0;
  });
}
