import { defineRule } from '../check/rule.ts';
import type { Repository } from '../project/repository.ts';
import { fileHandlers } from '../queries/settings/log-files.ts';
import {
  asDict,
  knownSetting,
  productionSettings,
  settingOf,
} from '../queries/settings/production-settings.ts';

export default defineRule<{
  handler: string;
  file: string | undefined;
  missing: string | undefined;
}>({
  id: 'logging-to-file',
  group: 'logging-and-scale',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "Logging": writing to your log',
    url: 'https://devcenter.heroku.com/articles/logging#writing-to-your-log',
  },
  leadsTo: ['collectstatic-other'],
  docs: 'A log handler writes to a file on the dyno.',
  initFeature: 'logging',
  example: { handler: 'file', file: 'logs/app.log', missing: undefined },
  *check(repository) {
    const logging = knownSetting(repository, 'LOGGING');
    for (const { handler, file } of fileHandlers(logging?.value)) {
      const missing = missingFolder(repository, file);
      if (missing === undefined && !isUsed(asDict(logging?.value), handler)) continue;
      const state = settingOf(repository, 'LOGGING');
      yield {
        at: state?.state === 'known' ? state.at : undefined,
        facts: { handler, file, missing },
        ...(missing === undefined ? {} : { severity: 'error' }),
      };
    }
  },
  message: ({ handler, file, missing }) => ({
    what: `The log handler \`${handler}\` writes to ${file === undefined ? 'a file' : `\`${file}\``}${missing === undefined ? '' : `, and git has no folder \`${missing}/\``}.`,
    why:
      missing === undefined
        ? "The file is on one dyno's disk: `heroku logs` does not show it, and it is lost at the next restart."
        : 'Django opens the file when it starts and cannot: the build stops in collectstatic with "Unable to configure handler".',
    next: 'Write to standard error, which Heroku collects:\n  "console": {"class": "logging.StreamHandler"},',
  }),
});

/**
 * The folder of the file that a build would not find; undefined when it is there, lies elsewhere,
 * or the settings make it.
 */
function missingFolder(repository: Repository, file: string | undefined): string | undefined {
  const folder = /^([^/<].*)\/[^/]+$/.exec(file ?? '')?.[1];
  if (folder === undefined || folder.startsWith('..')) return undefined;
  if (repository.files.paths.some((path) => path.startsWith(`${folder}/`))) return undefined;
  const texts = (productionSettings(repository)?.files ?? []).map(
    (path) => repository.files.text(path) ?? '',
  );
  return texts.some((text) => /\b(makedirs|mkdir)\(/.test(text)) ? undefined : folder;
}

function isUsed(logging: ReturnType<typeof asDict>, handler: string): boolean {
  const loggers = Object.values(asDict(logging?.loggers) ?? {});
  return [logging?.root, ...loggers].some((logger) => {
    const handlers = asDict(logger)?.handlers;
    return Array.isArray(handlers) && handlers.includes(handler);
  });
}
