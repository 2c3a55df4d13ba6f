import type { EvaluatedSettings } from '../evaluator/api.ts';
import type { LiveApp } from '../platform-api/live-app.ts';
import type { AppJson } from '../project/app-json.ts';
import type { Procfile } from '../project/procfile.ts';
import type { OutsideLookup } from '../queries/settings/variable-uses.ts';
import { compareAddons } from './add-ons.ts';
import { compareConfigVars } from './config-vars.ts';
import type { Difference } from './difference.ts';
import { sortDifferences } from './difference.ts';
import { compareBuildpacks, compareStack, platformState } from './platform-state.ts';
import { compareProcessTypes } from './process-types.ts';

/** What a comparison looks at in the repository. */
export interface ComparedRepository {
  readonly procfile: Procfile | undefined;
  readonly appJson: AppJson | undefined;
  /**
   * The production settings; undefined when they were not found, and then no variable counts as
   * read.
   */
  readonly settings: EvaluatedSettings | undefined;
  /** Look-ups without a default in code outside of the settings. */
  readonly outside?: readonly OutsideLookup[];
  /** Files that name a variable, by the variable. */
  readonly named?: ReadonlyMap<string, string>;
}

/**
 * Every difference that follows from the files and from what the platform tells, the gravest first.
 */
export function compareWithLiveApp(
  repository: ComparedRepository,
  live: LiveApp,
): readonly Difference[] {
  const { appJson, procfile } = repository;
  return sortDifferences([
    ...compareConfigVars(repository, live),
    ...compareAddons(appJson, live),
    ...compareProcessTypes(procfile, appJson, live),
    ...compareStack(appJson, live),
    ...compareBuildpacks(appJson, live),
    ...platformState(live),
  ]);
}
