import { defineRule } from '../check/rule.ts';
import { asDict, knownSetting, settingOf } from '../project/questions/production-settings.ts';

export default defineRule<{ handler: string; file: string | undefined }>({
  id: 'logging-to-file',
  group: 'logging-and-scale',
  severity: 'warning',
  since: '0.1.0',
  source: 'Heroku Dev Center, "Logging": write to standard output; "Dynos": the ephemeral filesystem',
  docs: 'A log handler writes to a file on the dyno.',
  mendedBy: 'logging',
  example: { handler: 'file', file: 'logs/app.log' },
  *check(project) {
    const logging = knownSetting(project, 'LOGGING');
    for (const [handler, options] of Object.entries(asDict(asDict(logging?.value)?.handlers) ?? {})) {
      const { class: className, filename } = asDict(options) ?? {};
      if (typeof className !== 'string' || !/(^|\.)(|Rotating|TimedRotating|Watched)FileHandler$/.test(className)) continue;
      if (!isUsed(asDict(logging?.value), handler)) continue;
      const state = settingOf(project, 'LOGGING');
      yield {
        at: state?.state === 'known' ? state.at : undefined,
        facts: { handler, file: typeof filename === 'string' ? filename.replace('<root>/', '') : undefined },
      };
    }
  },
  advise: ({ handler, file }) => ({
    what: `The log handler \`${handler}\` writes to ${file === undefined ? 'a file' : `\`${file}\``}.`,
    why: 'The file lies on the disk of one dyno: `heroku logs` does not show it, and it is lost at the next restart.',
    next: 'Write to the stream, which the platform collects:\n  "console": {"class": "logging.StreamHandler"},',
  }),
});

function isUsed(logging: ReturnType<typeof asDict>, handler: string): boolean {
  const loggers = Object.values(asDict(logging?.loggers) ?? {});
  return [logging?.root, ...loggers].some((logger) => {
    const handlers = asDict(logger)?.handlers;
    return Array.isArray(handlers) && handlers.includes(handler);
  });
}
