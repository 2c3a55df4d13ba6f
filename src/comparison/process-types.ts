import type { LiveApp } from '../platform-api/live-app.ts';
import type { AppJson } from '../project/app-json.ts';
import type { Procfile } from '../project/procfile.ts';
import { type Difference, difference } from './difference.ts';

/** Process types that one side lacks, other commands, and another formation than app.json asks for. */
export function compareProcessTypes(
  procfile: Procfile | undefined,
  appJson: AppJson | undefined,
  live: LiveApp,
): Difference[] {
  const running = new Map(live.processTypes.map((type) => [type.name, type]));
  const differences: Difference[] = [];
  for (const { name, command: here } of procfile?.processTypes.values() ?? []) {
    const type = running.get(name);
    // The release type is run by the platform and scaled by nobody, so an app need not list it.
    if (type === undefined && name === 'release') continue;
    if (type === undefined)
      differences.push(difference('process-type-new', 'differs', name, { here }));
    else if (type.command !== here)
      differences.push(
        difference('process-command', 'differs', name, { here, live: type.command }),
      );
  }
  for (const { name, command, quantity } of running.values()) {
    if (procfile?.processTypes.has(name)) continue;
    // Without a Procfile the buildpack may still give a default web process.
    if (procfile === undefined && name === 'web') continue;
    const shown = `${command} (${quantity} running)`;
    differences.push(difference('process-type-gone', 'differs', name, { live: shown }));
  }
  if (running.get('web')?.quantity === 0)
    differences.push(difference('web-scaled-to-zero', 'breaks', 'web', { live: '0 dynos' }));
  return [...differences, ...compareFormation(appJson, live)];
}

function compareFormation(appJson: AppJson | undefined, live: LiveApp): Difference[] {
  return live.processTypes.flatMap(({ name, quantity, size }) => {
    const wanted = appJson?.formation.get(name);
    // No web dyno at all is told already.
    if (wanted === undefined || (name === 'web' && quantity === 0)) return [];
    const other = wanted.size !== undefined && wanted.size.toLowerCase() !== size?.toLowerCase();
    if (wanted.quantity === quantity && !other) return [];
    const here = `${wanted.quantity}${wanted.size === undefined ? '' : `:${wanted.size}`}`;
    return difference('formation', 'note', name, { here, live: `${quantity}:${size ?? '?'}` });
  });
}
