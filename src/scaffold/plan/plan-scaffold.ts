import type { EvaluatedSettings } from '../../evaluator/api.ts';
import { FEATURES, type Feature } from '../../facts/features.ts';
import { UsageError } from '../../facts/usage-error.ts';
import type { DjangoProject, Repository } from '../../project/repository.ts';
import { settingsModules } from '../../queries/settings/settings-modules.ts';
import type { Answers } from '../answers/answers.ts';
import { djangoSeries, isTooOld } from '../packages/django-series.ts';
import { keepOnePackageManager } from '../packages/one-package-manager.ts';
import { replaceDjangoHeroku } from '../packages/replace-django-heroku.ts';
import { pointToRequirements } from '../packages/root-requirements.ts';
import { type DevelopmentSettings, writeDevelopment } from '../settings/development.ts';
import { configReader } from '../settings/env-lookup-style.ts';
import { DYNO_ENVIRONMENT, settingsLayout } from '../settings/layout.ts';
import { gatherProduction, takenName, writeProduction } from '../settings/production.ts';
import { useProductionModule } from '../settings/use-production-module.ts';
import { type Draft, startDraft } from './draft.ts';
import type { FeatureContext } from './feature.ts';
import type { Plan } from './plan.ts';
import { plannersOf } from './planners.ts';
import type { RenderTemplate } from './templates.ts';
import { unignoreNewFiles } from './unignore-new-files.ts';

/**
 * All that the chosen entries would change in the project, computed without touching the disk. What
 * is sound stays, and what cannot be changed for certain is declined with what to do by hand.
 * Planned again on its own result it is empty. Throws UsageError when the settings cannot be read.
 */
export function planScaffold(
  found: Repository,
  answers: Answers,
  render: RenderTemplate,
  entries: ReadonlySet<Feature> = new Set(FEATURES),
): Plan {
  if (found.djangoProject === undefined)
    throw new UsageError('There is no Django project to work on.', {
      next: ['Start one: django-admin startproject mysite .'],
    });
  const series = djangoSeries(found);
  if (isTooOld(series)) return tooOld(series, found);
  const draft = startDraft(found);
  const includes = (entry: Feature): boolean => entries.has(entry);
  const meant = useProductionModule(found);
  const managed = includes('dependencies')
    ? pointToRequirements(keepOnePackageManager(meant, draft, answers), draft)
    : meant;
  const repository = replaceDjangoHeroku(managed, draft, includes);
  const djangoProject = repository.djangoProject ?? found.djangoProject;
  const { settings, file } = settingsOf(repository, djangoProject);
  const unreadable = findObstacle(repository, settings);
  const wantsSplit =
    answers.settings === 'split' && includes('settings') && unreadable === undefined;
  const wanted = settingsLayout(djangoProject, file, settings.module, wantsSplit);
  const reader = configReader(repository, settings, wanted, answers.environment);
  const taken =
    wanted.mode === 'split' ? undefined : takenName(repository.files.text(file) ?? '', reader);
  const obstacle = unreadable ?? (taken === undefined ? undefined : ownName(file, taken));
  // A file that stays as it is does not branch on ENVIRONMENT: production is named by its module.
  const layout =
    obstacle !== undefined && wanted.mode === 'single'
      ? { ...wanted, mode: 'module' as const }
      : wanted;
  const development: DevelopmentSettings = { statements: [], presets: [] };
  const context: FeatureContext = {
    repository,
    djangoProject,
    answers,
    render,
    draft,
    layout,
    settings,
    production: gatherProduction(),
    reader,
    development,
    includes,
  };
  const chosen = plannersOf('settings', includes);
  if (obstacle === undefined) for (const [, write] of chosen) write(context);
  else
    declineSettings(
      draft,
      settings,
      chosen.map(([entry]) => entry).filter((entry) => isWanted(entry, answers)),
      obstacle,
    );
  if (obstacle === undefined) writeProduction(context);
  if (layout.mode === 'split' && obstacle === undefined)
    writeDevelopment(draft, layout, development, render);
  for (const [, write] of plannersOf('files', includes)) write(context);
  unignoreNewFiles(repository, draft);
  return draft.plan();
}

/** The settings that a dyno would import, else those that manage.py alone would. */
function settingsOf(
  repository: Repository,
  djangoProject: DjangoProject,
): { settings: EvaluatedSettings; file: string } {
  const module = djangoProject.productionModule?.value ?? djangoProject.developmentModule?.value;
  const settings =
    djangoProject.production ??
    (module === undefined ? undefined : djangoProject.evaluate(module, DYNO_ENVIRONMENT));
  if (settings?.file !== undefined) return { settings, file: settings.file };
  const found =
    module === undefined
      ? `${djangoProject.managePath} names no settings module.`
      : `${module} is named as the settings module, but there is no such file.`;
  const seen = settingsModules(repository);
  const isWhole = (one: string): boolean =>
    djangoProject.evaluate(one, DYNO_ENVIRONMENT).get('ROOT_URLCONF').state !== 'absent';
  const likely =
    seen.find((one) => !/test|dev|local/.test(one) && isWhole(one)) ??
    seen.find(isWhole) ??
    seen[0];
  throw new UsageError('The settings module of this project was not found.', {
    evidence: [
      found,
      ...(seen.length === 0 ? [] : [`These look like settings: ${seen.slice(0, 8).join(', ')}`]),
    ],
    next: [
      `Name the module in ${djangoProject.productionModule?.at?.file ?? djangoProject.managePath}: os.environ.setdefault("DJANGO_SETTINGS_MODULE", "${likely ?? 'mysite.settings'}")`,
    ],
  });
}

interface Obstacle {
  readonly because: string;
  /** What to do before the settings can be worked on; undefined where they stay what they are. */
  readonly next: string | undefined;
}

/**
 * Why nothing is planned for the settings, though other files are; undefined when nothing is in the
 * way.
 */
function findObstacle({ files }: Repository, settings: EvaluatedSettings): Obstacle | undefined {
  if (
    settings.files.some((path) =>
      /^\s*(from|import)\s+configurations\b/m.test(files.text(path) ?? ''),
    )
  )
    return {
      because:
        'the settings are django-configurations classes, and DJANGO_CONFIGURATION selects one of them',
      next: undefined,
    };
  const next = 'Fix that first';
  if (settings.failure !== undefined)
    return {
      because: `the settings cannot be imported as on a dyno (${settings.failure.message})`,
      next,
    };
  if (settings.get('ROOT_URLCONF').state === 'absent')
    return {
      because: `${settings.module} defines no ROOT_URLCONF, so production seems to use another module`,
      next,
    };
  return undefined;
}

function ownName(file: string, name: string): Obstacle {
  return {
    because: `${file} already uses the name ${name} for something else`,
    next: 'Rename it first',
  };
}

/** False for an extra that is off, which would change nothing anyway. */
function isWanted(entry: Feature, answers: Answers): boolean {
  const off: Partial<Record<Feature, boolean>> = {
    cache: answers.cache === 'none',
    tasks: answers.tasks === 'none',
    uploads: answers.storage === 'none',
    email: answers.email === 'none',
    errors: !answers.sentry,
    csp: answers.csp === 'off',
  };
  return off[entry] !== true;
}

function declineSettings(
  draft: Draft,
  settings: EvaluatedSettings,
  entries: readonly Feature[],
  { because, next }: Obstacle,
): void {
  const [entry] = entries;
  if (entry === undefined) return;
  const path = settings.failure?.at?.file ?? settings.file;
  const again = `${next}, then run: dynoready init --only ${entries.join(',')}`;
  const byHand =
    'Add what dynoready check and a rehearsal report to the production class, and set DJANGO_CONFIGURATION to its name.';
  draft.decline({ entry, path, because, next: next === undefined ? byHand : again });
}

function tooOld(series: string, repository: Repository): Plan {
  const file = repository.dependencies.find('django')?.at.file;
  return {
    changes: [],
    declined: [
      {
        entry: 'dependencies',
        path: file,
        because: `Django ${series} no longer receives security fixes, and dynoready supports Django 4.2 to 6.1`,
        next: 'Upgrade Django first, one series at a time: make the tests pass with `python -W error::DeprecationWarning manage.py test`, then go on to the next series.',
      },
    ],
    next: [],
  };
}
