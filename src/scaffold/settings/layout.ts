import type { DjangoProject } from '../../project/repository.ts';
import { isEmptyModule, isNamedForProduction } from '../../queries/settings/production-module.ts';

/**
 * Where settings stand and where production's lines go.
 * `split`: one file becomes a package (base, local, heroku). `single`: one file that branches on
 * ENVIRONMENT. `module`: production has a module of its own already.
 */
export interface SettingsLayout {
  readonly mode: 'split' | 'single' | 'module';
  /**
   * The file that development and production share, as the project has it now; in mode `module` the
   * production file.
   */
  readonly sourcePath: string;
  /** The file that production's lines are put into, as it will be. */
  readonly productionPath: string;
  readonly productionModule: string;
  readonly developmentModule: string;
  /** Folder of the future package; only meaningful in mode `split`. */
  readonly packagePath: string;
}

/** The variables a dyno has when all is set up; what else settings look up stays unknown. */
export const DYNO_ENVIRONMENT: Readonly<Record<string, string>> = {
  DYNO: 'web.1',
  PORT: '5000',
  ENVIRONMENT: 'production',
  DATABASE_URL: 'postgres://user:password@db.example.com:5432/name',
};

/** How this run treats the settings of a site whose production module is `module` in `file`. */
export function settingsLayout(
  djangoProject: DjangoProject,
  file: string,
  module: string,
  wantsSplit: boolean,
): SettingsLayout {
  const named = djangoProject.developmentModule?.value ?? module;
  const developmentModule =
    named !== module && isEmptyModule(djangoProject, named) ? module : named;
  const ownModule = developmentModule !== module;
  const isPackageInit = file.endsWith('/__init__.py');
  if (
    wantsSplit &&
    !ownModule &&
    !djangoProject.settingsArePackage &&
    !isPackageInit &&
    file.endsWith('.py')
  ) {
    const packagePath = file.slice(0, -'.py'.length);
    return {
      mode: 'split',
      sourcePath: file,
      productionPath: `${packagePath}/heroku.py`,
      productionModule: `${module}.heroku`,
      developmentModule: `${module}.local`,
      packagePath,
    };
  }
  return {
    mode: ownModule || isNamedForProduction(module) ? 'module' : 'single',
    sourcePath: file,
    productionPath: file,
    productionModule: module,
    developmentModule,
    packagePath: file.slice(0, Math.max(0, file.lastIndexOf('/'))),
  };
}
