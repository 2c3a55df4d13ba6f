import type { Repository } from '../../project/repository.ts';
import type { PyNode } from '../../python/nodes.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { dottedName, walk } from '../../python/walk.ts';
import {
  asDict,
  effectiveValue,
  productionChain,
  settingOf,
} from '../settings/production-settings.ts';
import { literalValue, pythonSource } from './python-source.ts';
import { servedFiles } from './served-modules.ts';

/** A tracer or profiler that records every request of production. */
export interface UnsampledTracing {
  readonly tool: TracingTool;
  readonly at: SourceRange;
}

export type TracingTool =
  | 'silk'
  | 'pyinstrument'
  | 'debug-toolbar'
  | 'yet-another-profiler'
  | 'sentry-traces'
  | 'sentry-profiles'
  | 'opentelemetry';

/**
 * Middleware by its dotted class, and when it records every request, or lets any visitor ask for it.
 * django-cprofile-middleware is not among them: it works with DEBUG alone. Source for pyinstrument:
 * its guide, "Profile a web request in Django"; read 2026-12-01. The others were not read again.
 */
const MIDDLEWARE: Readonly<
  Record<string, { tool: TracingTool; records: (repository: Repository) => boolean }>
> = {
  'silk.middleware.SilkyMiddleware': {
    tool: 'silk',
    records: (repository) =>
      settingOf(repository, 'SILKY_INTERCEPT_FUNC')?.state === 'absent' &&
      Number(effectiveValue(repository, 'SILKY_INTERCEPT_PERCENT', 100)) >= 100,
  },
  'pyinstrument.middleware.ProfilerMiddleware': {
    tool: 'pyinstrument',
    records: (repository) =>
      settingOf(repository, 'PYINSTRUMENT_SHOW_CALLBACK')?.state === 'absent',
  },
  'debug_toolbar.middleware.DebugToolbarMiddleware': {
    tool: 'debug-toolbar',
    records: (repository) =>
      asDict(effectiveValue(repository, 'DEBUG_TOOLBAR_CONFIG', null))?.SHOW_TOOLBAR_CALLBACK !==
      undefined,
  },
  'yet_another_django_profiler.middleware.ProfilerMiddleware': {
    tool: 'yet-another-profiler',
    records: (repository) => effectiveValue(repository, 'YADP_ENABLED', false) === true,
  },
};

/** What records every request of production, as far as settings, served code and Procfile show. */
export function unsampledTracing(repository: Repository): readonly UnsampledTracing[] {
  return [
    ...tracingMiddleware(repository),
    ...sentryRates(repository),
    ...openTelemetry(repository),
  ];
}

function tracingMiddleware(repository: Repository): UnsampledTracing[] {
  const state = settingOf(repository, 'MIDDLEWARE');
  if (state === undefined || state.state === 'absent') return [];
  return (state.elements ?? []).flatMap(({ value, at = state.at }) => {
    const known = typeof value === 'string' ? MIDDLEWARE[value] : undefined;
    return known === undefined || at === undefined || !known.records(repository)
      ? []
      : [{ tool: known.tool, at }];
  });
}

const SENTRY_RATES: Readonly<Record<string, TracingTool>> = {
  traces_sample_rate: 'sentry-traces',
  profiles_sample_rate: 'sentry-profiles',
};

/** Rates of 1 that `sentry_sdk.init` gets as a number, outside of any `if`. */
function sentryRates(repository: Repository): UnsampledTracing[] {
  return productionChain(repository)
    .filter(({ text }) => /\bsentry_sdk\b/.test(text))
    .flatMap((source) => {
      const conditional = new Set<PyNode>();
      const found: UnsampledTracing[] = [];
      for (const node of walk(source.module)) {
        if (node.kind === 'If') for (const inner of walk(node)) conditional.add(inner);
        if (node.kind !== 'Call' || conditional.has(node)) continue;
        if (!/^(sentry_sdk\.)?init$/.test(dottedName(node.func) ?? '')) continue;
        for (const { arg, value } of node.keywords) {
          const tool = SENTRY_RATES[arg ?? ''];
          if (tool !== undefined && literalValue(value) === 1)
            found.push({ tool, at: { file: source.file, start: value.start, end: value.end } });
        }
      }
      return found;
    });
}

/** OpenTelemetry that is switched on while nothing names a sampler: then it records all. */
function openTelemetry(repository: Repository): UnsampledTracing[] {
  if (repository.appJson?.env.has('OTEL_TRACES_SAMPLER')) return [];
  const processes = [...(repository.procfile?.processTypes.values() ?? [])];
  const started = processes.find(({ command }) => /\bopentelemetry-instrument\b/.test(command));
  if (started !== undefined)
    return /sampler/i.test(started.command)
      ? []
      : [{ tool: 'opentelemetry', at: started.commandAt }];
  const settings = repository.djangoProject?.production?.files ?? [];
  const paths = new Set([...settings, ...servedFiles(repository).map(({ path }) => path)]);
  for (const path of paths) {
    const text = pythonSource(repository, path)?.text ?? '';
    const match = /\bDjangoInstrumentor\(\)\.instrument\(/.exec(text);
    if (match === null || /sampl/i.test(text)) continue;
    const { index } = match;
    return [
      { tool: 'opentelemetry', at: { file: path, start: index, end: index + match[0].length } },
    ];
  }
  return [];
}
