import type { BuildResult } from '../heroku/buildpack/report.ts';
import { STANDING_DIFFERENCES, timeDifferences } from './differences.ts';
import type { Rehearsal } from './rehearsal.ts';
import { KEPT_REQUESTS, reportDyno, reportRequest } from './report-run.ts';
import type { RehearsalState } from './state.ts';

/** The document of a rehearsal whose phases have ended. Call it while its workspace still exists. */
export function reportRehearsal(state: RehearsalState): Rehearsal {
  const { options, startedAt, runner, router, addons, configVars, build, hide } = state;
  const failed = runner.phases.some(({ verdict }) => verdict === 'failed');
  return {
    schemaVersion: 1,
    project: options.repository.root,
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
    verdict: options.signal.aborted ? 'interrupted' : failed ? 'failed' : 'passed',
    phases: [...runner.phases],
    dynos: state.dynos
      .map(reportDyno)
      .map((dyno) => ({ ...dyno, written: dyno.written.map(hide) })),
    requests: router.records
      .slice(-KEPT_REQUESTS)
      .map((record) => reportRequest(record, startedAt))
      .map((request) => ({ ...request, path: hide(request.path) })),
    build: reportBuild(build, hide),
    slugBytes: build?.slug?.slugBytes ?? null,
    addons: addons.report,
    configVars: [...configVars.sources].map(([name, source]) => ({ name, source })),
    missingConfigVars: [...configVars.missing],
    differences: [
      ...(build?.differences ?? []),
      ...configVars.differences,
      ...addons.differences,
      ...timeDifferences(options.timeFactor ?? 1),
      ...STANDING_DIFFERENCES,
    ].map(hide),
  };
}

function reportBuild(
  result: BuildResult | undefined,
  hide: (text: string) => string,
): Rehearsal['build'] {
  if (result === undefined) return null;
  const { report } = result;
  return {
    ...report,
    warnings: [...report.warnings],
    notices: [...report.notices],
    addons: [...report.addons],
    failureDetail: report.failureDetail === null ? null : hide(report.failureDetail),
    metadata: Object.fromEntries(
      Object.entries(report.metadata).map(([key, value]) => [
        key,
        typeof value === 'string' ? hide(value) : value,
      ]),
    ),
  };
}
