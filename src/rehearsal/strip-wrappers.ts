import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Slug } from '../heroku/buildpack/report.ts';
import type { Repository } from '../project/repository.ts';
import { callsOf, type WrapperCall } from '../queries/processes/process-commands.ts';
import { wrapperStripped } from './differences.ts';

/** The process types that can run here, and what differs from those of the Procfile. */
export interface RunnableProcesses {
  readonly processTypes: Slug['processTypes'];
  /** One sentence for each wrapper that was taken out. */
  readonly differences: readonly string[];
}

/**
 * Takes wrappers out of process lines whose buildpack cannot run here, such as
 * `bin/start-pgbouncer`. One that no buildpack of app.json brings stays, and fails as on Heroku.
 */
export function stripWrappers(
  { folder, processTypes }: Pick<Slug, 'folder' | 'processTypes'>,
  { appJson }: Pick<Repository, 'appJson'>,
): RunnableProcesses {
  const listed = appJson?.buildpacks.map(({ value }) => value) ?? [];
  const isOfBuildpack = ({ wrapper, program }: WrapperCall): boolean => {
    const { buildpack } = wrapper;
    if (buildpack === undefined) return false;
    const path = program.text.replace(/^\/app\//, '');
    const isThere = path.includes('/') && existsSync(join(folder, path));
    return !isThere && (listed.length === 0 || listed.some((one) => buildpack.pattern.test(one)));
  };
  const differences = new Set<string>();
  const stripped = [...processTypes].map(([name, command]): [string, string] => {
    const at = { file: 'Procfile', start: 0, end: command.length };
    let left = command;
    // From the end, so that what stands before keeps its place.
    for (const call of callsOf({ name, command, at, commandAt: at }).reverse()) {
      const missing = call.wrappers.filter(isOfBuildpack);
      const isBehindProxy = missing.some(({ program }) => /nginx/.test(program.text));
      // nginx takes the port and gives gunicorn a socket; gunicorn may listen on both.
      if (isBehindProxy && call.program === 'gunicorn')
        left = `${left.slice(0, call.at.end)} --bind 0.0.0.0:$PORT${left.slice(call.at.end)}`;
      for (const wrapper of [...missing].reverse()) {
        left = left.slice(0, wrapper.at.start) + left.slice(wrapper.at.end);
        differences.add(wrapperStripped(name, wrapper.program.text));
      }
    }
    return [name, left];
  });
  return { processTypes: new Map(stripped), differences: [...differences] };
}
