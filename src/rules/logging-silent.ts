import { defineRule, fixFrom } from '../check/rule.ts';
import { addSetting } from '../edits/python/setting.ts';
import type { PlainValue } from '../evaluator/api.ts';
import {
  asDict,
  effectiveValue,
  fallbackRange,
  productionChain,
  settingOf,
} from '../queries/settings/production-settings.ts';
import { settingSource } from '../queries/settings/setting-source.ts';

const TO_CONSOLE = `{
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}`;

export default defineRule<{ defined: boolean }>({
  id: 'logging-silent',
  group: 'logging-and-scale',
  severity: 'warning',
  fixSafety: 'safe',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "Default logging configuration"',
    url: 'https://docs.djangoproject.com/en/6.1/ref/logging/#default-logging-configuration',
  },
  docs: 'With DEBUG off, tracebacks are not logged.',
  initFeature: 'logging',
  example: { defined: false },
  *check(repository) {
    const state = settingOf(repository, 'LOGGING');
    if (state === undefined || state.state === 'computed') return;
    // Loggers that are set up in code, or Django\'s own set-up being switched off, are out of sight.
    if (
      effectiveValue(repository, 'LOGGING_CONFIG', 'logging.config.dictConfig') !==
      'logging.config.dictConfig'
    )
      return;
    if (
      productionChain(repository).some(({ text }) =>
        /\b(basicConfig|dictConfig|fileConfig|addHandler|sentry_sdk|django_heroku|django_on_heroku)\b/.test(
          text,
        ),
      )
    )
      return;
    const defined = state.state === 'known';
    if (defined && reportsErrors(state.value)) return;
    const source = settingSource(repository, 'LOGGING');
    const result = defined ? undefined : source && addSetting(source, 'LOGGING', TO_CONSOLE);
    yield {
      at: fallbackRange(repository, 'LOGGING', 'DEBUG'),
      facts: { defined },
      ...fixFrom('Print to the log', 'safe', source?.file, result),
    };
  },
  message: ({ defined }) => ({
    what: defined
      ? 'LOGGING has no handler that would print an error of a request with DEBUG off.'
      : 'LOGGING is not set.',
    why: "Django's default logging prints to the console only while DEBUG is on. When a page fails with 500, `heroku logs` shows the status and nothing else.",
    next: 'Run `dynoready init --only logging`, or attach a console handler to the root logger:\n  LOGGING = {\n      "version": 1,\n      "disable_existing_loggers": False,\n      "handlers": {"console": {"class": "logging.StreamHandler"}},\n      "root": {"handlers": ["console"], "level": "INFO"},\n  }',
  }),
});

/**
 * True when a record of `django.request` at ERROR reaches a handler that shows it outside the
 * dyno\'s disk.
 */
function reportsErrors(value: PlainValue): boolean {
  const logging = asDict(value);
  const handlers = asDict(logging?.handlers) ?? {};
  const filters = asDict(logging?.filters) ?? {};
  const shows = (name: PlainValue): boolean => {
    const handler = asDict(handlers[String(name)]);
    if (handler === undefined) return false;
    const used = Array.isArray(handler.filters) ? handler.filters : [];
    const forDebug = used.some((filter) =>
      /RequireDebugTrue/.test(JSON.stringify(filters[String(filter)] ?? '')),
    );
    return (
      !forDebug && !/(FileHandler|NullHandler|AdminEmailHandler)$/.test(String(handler.class ?? ''))
    );
  };
  const loggers = asDict(logging?.loggers) ?? {};
  return [logging?.root, loggers[''], loggers.django, loggers['django.request']].some((logger) => {
    const list = asDict(logger)?.handlers;
    return Array.isArray(list) && list.some(shows);
  });
}
