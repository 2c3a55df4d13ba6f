import type { EvaluatedSettings } from '../../evaluator/api.ts';
import type { Feature } from '../../facts/features.ts';
import type { DjangoProject, Repository } from '../../project/repository.ts';
import { folderPrefix } from '../../python/folder-prefix.ts';
import type { Answers } from '../answers/answers.ts';
import type { ConfigReader } from '../settings/config-reader.ts';
import type { DevelopmentSettings } from '../settings/development.ts';
import type { SettingsLayout } from '../settings/layout.ts';
import type { ProductionSettings } from '../settings/production.ts';
import type { Draft, Reason } from './draft.ts';
import type { RenderTemplate } from './templates.ts';

/**
 * What an entry works with. `settings` are the production settings as the project has them now;
 * `production` gathers what they will gain.
 */
export interface FeatureContext {
  readonly repository: Repository;
  readonly djangoProject: DjangoProject;
  readonly answers: Answers;
  readonly render: RenderTemplate;
  readonly draft: Draft;
  readonly layout: SettingsLayout;
  readonly settings: EvaluatedSettings;
  readonly production: ProductionSettings;
  /** Writes the look-ups of config vars in the project's way. */
  readonly reader: ConfigReader;
  readonly development: DevelopmentSettings;
  /** True when the run works on that entry too. */
  readonly includes: (entry: Feature) => boolean;
}

/** One entry of the plan: changes the draft, and leaves alone what is sound. */
export type WriteEntry = (context: FeatureContext) => void;

/**
 * The path of a file in the project's package, such as its celery.py; undefined when the package is
 * not known.
 */
export function packageFile(
  { root, package: name }: DjangoProject,
  file: string,
): string | undefined {
  return name === undefined
    ? undefined
    : `${folderPrefix(root)}${name.replaceAll('.', '/')}/${file}`;
}

/**
 * The module in a file of the project, dotted from a folder that imports start from, such as that
 * of manage.py.
 */
export function moduleOf({ root }: Pick<DjangoProject, 'root'>, path: string): string {
  return path
    .slice(root === '' ? 0 : root.length + 1)
    .replace(/(\/__init__)?\.py$/, '')
    .replaceAll('/', '.');
}

/** The reasons of one entry. */
export function reasons(entry: Feature): (because: string) => Reason {
  return (because) => ({ entry, because });
}
