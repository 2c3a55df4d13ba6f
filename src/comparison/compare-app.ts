import type { Rule } from '../check/rule.ts';
import type { GitHistory } from '../machine/git-history.ts';
import type { LiveAnswer } from '../platform-api/live-app.ts';
import { readRepository } from '../project/read.ts';
import type { Repository } from '../project/repository.ts';
import { filesThatName, outsideLookups } from '../queries/settings/variable-uses.ts';
import { compareWithLiveApp } from './compare.ts';
import { type Difference, sortDifferences } from './difference.ts';
import { judgeWithLiveValues } from './live-settings.ts';
import { platformState } from './platform-state.ts';
import { compareSlug } from './running-slug.ts';

/** What a comparison needs beside the app. */
export interface ComparisonContext {
  readonly folder: string;
  readonly rules: readonly Rule[];
  readonly git: GitHistory;
}

/** Every difference between the repository in a folder and a live app, the gravest first. */
export async function compareApp(
  { folder, rules, git }: ComparisonContext,
  live: LiveAnswer,
): Promise<readonly Difference[]> {
  const { app, values } = live;
  const repository = withLiveModule(folder, values.get('DJANGO_SETTINGS_MODULE'));
  const found = compareWithLiveApp(
    {
      procfile: repository.procfile,
      appJson: repository.appJson,
      settings: repository.djangoProject?.production,
      outside: outsideLookups(repository),
      named: filesThatName(repository, app.configVarNames),
    },
    app,
  );
  return sortDifferences([
    ...found,
    ...judgeWithLiveValues(repository, live, rules),
    ...(await compareSlug(repository, app, git)),
  ]);
}

/**
 * The same for an app that runs a commit of this repository; of any other app only what the platform
 * says of it, and then `isOfRepository` is false.
 */
export async function compareAppOfAccount(
  context: ComparisonContext,
  live: LiveAnswer,
): Promise<{ readonly isOfRepository: boolean; readonly differences: readonly Difference[] }> {
  const { commit } = live.app;
  const isOfRepository = commit !== undefined && (await context.git.distance(commit)) !== undefined;
  return {
    isOfRepository,
    differences: isOfRepository
      ? await compareApp(context, live)
      : sortDifferences(platformState(live.app)),
  };
}

/** The repository with the settings module that the app names, where it has such a module. */
function withLiveModule(folder: string, module: string | undefined): Repository {
  const repository = readRepository(folder);
  const exists =
    module !== undefined && repository.djangoProject?.evaluate(module, {}).file !== undefined;
  return exists ? readRepository(folder, { productionModule: module }) : repository;
}
