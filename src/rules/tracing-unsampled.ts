import { defineRule } from '../check/rule.ts';
import { type TracingTool, unsampledTracing } from '../queries/apps/unsampled-tracing.ts';

const WORDS: Readonly<Record<TracingTool, { readonly what: string; readonly next: string }>> = {
  silk: {
    what: 'Silk records every request, with its queries and bodies, in the production database.',
    next: 'Record a part of them, or leave it out of production:\n  SILKY_INTERCEPT_PERCENT = 1',
  },
  pyinstrument: {
    what: 'pyinstrument profiles any request that a visitor asks for with `?profile`, or every one where a folder is set.',
    next: 'Leave it out of production, or say who may ask:\n  PYINSTRUMENT_SHOW_CALLBACK = "shop.profiling.is_staff"',
  },
  'debug-toolbar': {
    what: 'The debug toolbar is in MIDDLEWARE, and SHOW_TOOLBAR_CALLBACK can turn it on in production.',
    next: 'Add its app, middleware and URLs in the development settings alone.',
  },
  'yet-another-profiler': {
    what: 'YADP_ENABLED lets any visitor have a request profiled with `?profile`.',
    next: 'Leave the profiler out of production:\n  YADP_ENABLED = False',
  },
  'sentry-traces': {
    what: 'Sentry traces every request.',
    next: 'Trace a part of them:\n  traces_sample_rate=0.05',
  },
  'sentry-profiles': {
    what: 'Sentry profiles every request that it traces.',
    next: 'Profile a part of them:\n  profiles_sample_rate=0.05',
  },
  opentelemetry: {
    what: 'OpenTelemetry traces every request, unless a config var names a sampler.',
    next: 'Trace a part of them:\n  heroku config:set OTEL_TRACES_SAMPLER=parentbased_traceidratio OTEL_TRACES_SAMPLER_ARG=0.05',
  },
};

/** Tools that only cost time; the others also show or store what visitors should not see. */
const ONLY_COST: ReadonlySet<TracingTool> = new Set<TracingTool>([
  'opentelemetry',
  'sentry-profiles',
  'sentry-traces',
]);

export default defineRule<{ tool: TracingTool }>({
  id: 'tracing-unsampled',
  group: 'logging-and-scale',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'OpenTelemetry documentation, "Sampling"',
    url: 'https://opentelemetry.io/docs/concepts/sampling/',
  },
  docs: 'A tracer or profiler records every request in production, without sampling.',
  example: { tool: 'silk' },
  *check(repository) {
    for (const { tool, at } of unsampledTracing(repository))
      yield {
        at,
        facts: { tool },
        ...(ONLY_COST.has(tool) ? { severity: 'hint' as const } : {}),
      };
  },
  message: ({ tool }) => ({
    what: WORDS[tool].what,
    why: 'Each span and each profiled call reads the clock twice and keeps a record. A request of 5,000 spans takes 0.6 ms longer, and 3.5 ms where a clock read is a system call; `dynoready probe` tells which. A profiler can make it take several times as long.',
    next: WORDS[tool].next,
  }),
});
