import type { EvaluatedSettings, UnsetVariables } from '../evaluator/api.ts';
import type { FileTree } from '../python/file-tree.ts';
import type { Sourced, SourceRange } from '../python/source-range.ts';
import type { AppJson } from './app-json.ts';
import type { Dependencies } from './dependencies.ts';
import type { GitState } from './git/state.ts';
import type { HerokuYml } from './heroku-yml.ts';
import type { Procfile } from './procfile.ts';
import type { PythonVersionFiles } from './python-version.ts';

/** A place that names a settings module: `manage.py`, `wsgi.py`, `pytest.ini`, … */
export interface SettingsReference extends Sourced<string> {
  readonly kind: 'manage' | 'wsgi' | 'asgi' | 'celery' | 'test-configuration' | 'other';
}

/** One Django project inside the repository: the folder of a `manage.py`. */
export interface DjangoProject {
  /** Folder of `manage.py` relative to the project root; `''` for the root itself. */
  readonly root: string;
  readonly managePath: string;
  /**
   * The package that holds settings, urls and wsgi (dotted), such as `shop`; undefined when it
   * cannot be found.
   */
  readonly package: string | undefined;
  readonly references: readonly SettingsReference[];
  /**
   * The module that a dyno would import, where that was read, and which module `manage.py` alone
   * would import.
   */
  readonly productionModule: Sourced<string> | undefined;
  readonly developmentModule: Sourced<string> | undefined;
  /** True when the settings are a package (`settings/…`) rather than a single file. */
  readonly settingsArePackage: boolean;
  /**
   * The production module evaluated as on a dyno (DYNO, PORT, DATABASE_URL and what app.json
   * declares; other variables are unknown).
   */
  readonly production: EvaluatedSettings | undefined;
  /**
   * Evaluates any module of this site under any environment; what a variable that is not given
   * counts as, is `absent` when it is left out.
   */
  evaluate(
    module: string,
    environment: Readonly<Record<string, string>>,
    unsetVariables?: UnsetVariables,
  ): EvaluatedSettings;
  /**
   * The Django series as X.Y that the declared dependencies give at the least and at the most;
   * undefined when not declared or open.
   */
  readonly djangoSeries: {
    readonly lowest: string | undefined;
    readonly highest: string | undefined;
  };
  /** Names of installed apps' folders that hold `migrations/`, relative to the project root. */
  readonly appFolders: readonly string[];
}

/**
 * A repository as data. Everything in it is readonly; nothing of the project was run to make it.
 */
export interface Repository {
  /** Absolute path of the folder. */
  readonly root: string;
  readonly files: FileTree;
  /** Undefined outside a git repository. */
  readonly git: GitState | undefined;
  /** Every `manage.py` found, the shallowest first. */
  readonly djangoProjects: readonly DjangoProject[];
  /** The site in question: the only one, or the one that was asked for. */
  readonly djangoProject: DjangoProject | undefined;
  /** The process types: those of heroku.yml where Docker builds the app, else of the Procfile. */
  readonly procfile: Procfile | undefined;
  /** Undefined unless heroku.yml has Docker build the app. */
  readonly herokuYml: HerokuYml | undefined;
  readonly appJson: AppJson | undefined;
  readonly pythonVersion: PythonVersionFiles;
  readonly dependencies: Dependencies;
  /**
   * Files that could not be read as what they claim to be (`app.json` that is no JSON, settings
   * that do not parse).
   */
  readonly broken: readonly { readonly at: SourceRange; readonly what: string }[];
}
