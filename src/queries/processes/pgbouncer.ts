import type { EvaluatedSettings } from '../../evaluator/api.ts';
import { platformEnvironment } from '../../project/django/platform-environment.ts';
import type { Repository } from '../../project/repository.ts';
import { productionSettings } from '../settings/production-settings.ts';
import { allProcessCalls, type WrapperCall } from './process-commands.ts';

/** A process that reaches its database through pgbouncer in its own dyno. */
export interface PooledProcess {
  readonly processType: string;
  readonly wrapper: WrapperCall;
}

/** The first process that `bin/start-pgbouncer` or its like starts; undefined without one. */
export function pooledProcess(repository: Repository): PooledProcess | undefined {
  for (const { processType, wrappers } of allProcessCalls(repository)) {
    const wrapper = wrappers.find(({ program }) =>
      /(^|\/)(start|use)-pgbouncer/.test(program.text),
    );
    if (wrapper !== undefined) return { processType, wrapper };
  }
  return undefined;
}

/**
 * The production settings as behind pgbouncer, which gives the app a local address. Source:
 * heroku/heroku-buildpack-pgbouncer, bin/gen-pgbouncer-conf.sh; read 2026-11-30.
 */
export function settingsBehindPgbouncer(repository: Repository): EvaluatedSettings | undefined {
  const module = productionSettings(repository)?.module;
  if (module === undefined) return undefined;
  return repository.djangoProject?.evaluate(
    module,
    {
      ...platformEnvironment(repository.appJson),
      DATABASE_URL: 'postgres://user:password@127.0.0.1:6000/db1',
    },
    'unknown',
  );
}
