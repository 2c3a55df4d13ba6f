import { FEATURES, type Feature } from '../../facts/features.ts';
import { UsageError } from '../../facts/usage-error.ts';
import type { DjangoProject, Repository } from '../../project/repository.ts';
import type { Answers } from '../answers/answers.ts';
import { djangoSeries, isTooOld } from '../packages/django-series.ts';
import { type DevelopmentSettings, writeDevelopment } from '../settings/development.ts';
import { configReader } from '../settings/env-lookup-style.ts';
import { type SettingsLayout, settingsLayout } from '../settings/layout.ts';
import { gatherProduction, takenName, writeProduction } from '../settings/production.ts';
import { type Draft, startDraft } from './draft.ts';
import type { FeatureContext } from './feature.ts';
import { settingsOf } from './find-settings.ts';
import type { Plan } from './plan.ts';
import { plannersOf } from './planners.ts';
import { prepareRepository } from './prepare-repository.ts';
import {
  declineSettings,
  findObstacle,
  isWanted,
  type Obstacle,
  ownName,
} from './settings-obstacle.ts';
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
  const isImage = found.herokuYml !== undefined;
  const includes = (entry: Feature): boolean =>
    entries.has(entry) && !(isImage && OF_THE_BUILDPACK.has(entry));
  if (isImage) declineImage(found, draft, entries);
  const repository = prepareRepository(found, { draft, answers, includes });
  const djangoProject = repository.djangoProject ?? found.djangoProject;
  const wantsSplit = answers.settings === 'split' && includes('settings');
  const shape = shapeSettings(repository, djangoProject, answers, wantsSplit);
  const { settings, layout, obstacle } = shape;
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
    reader: shape.reader,
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

/** Features that only the buildpack and the Procfile have a use for. */
const OF_THE_BUILDPACK: ReadonlySet<Feature> = new Set(['gunicorn', 'procfile', 'python-version']);

/** Leaves to the person what the image of an app decides that Docker builds. */
function declineImage(
  { herokuYml, djangoProject, procfile }: Repository,
  draft: Draft,
  entries: ReadonlySet<Feature>,
): void {
  if (!entries.has('procfile')) return;
  const dockerfile = herokuYml?.dockerfile ?? 'Dockerfile';
  const manage = djangoProject?.managePath ?? 'manage.py';
  draft.decline({
    entry: 'procfile',
    path: 'heroku.yml',
    because: `Docker builds the app, so ${dockerfile} decides on Python and the server, and a Procfile would not be read`,
    next: procfile?.processTypes.has('release')
      ? `Let the web command listen on 0.0.0.0 and $PORT, and ${dockerfile} install the requirements.`
      : `Add the release phase to heroku.yml: release: {image: web, command: ["python ${manage} migrate --no-input"]}`,
  });
}

/** The settings to work on, how they are to be laid out, and what is in the way of that. */
function shapeSettings(
  repository: Repository,
  djangoProject: DjangoProject,
  answers: Answers,
  wantsSplit: boolean,
): Pick<FeatureContext, 'settings' | 'layout' | 'reader'> & {
  readonly obstacle: Obstacle | undefined;
} {
  const { settings, file } = settingsOf(repository, djangoProject);
  const unreadable = findObstacle(repository, settings);
  const mayChange = wantsSplit && unreadable === undefined;
  const wanted = settingsLayout(djangoProject, file, settings.module, mayChange);
  const reader = configReader(repository, settings, wanted, answers.environment);
  const taken =
    wanted.mode === 'split' ? undefined : takenName(repository.files.text(file) ?? '', reader);
  const obstacle = unreadable ?? (taken === undefined ? undefined : ownName(file, taken));
  // A file that stays as it is does not branch on ENVIRONMENT: production is named by its module.
  const layout: SettingsLayout =
    obstacle !== undefined && wanted.mode === 'single' ? { ...wanted, mode: 'module' } : wanted;
  return { settings, layout, reader, obstacle };
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
