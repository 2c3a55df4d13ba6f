import { defineRule, fixFrom } from '../check/rule.ts';
import { decideByEnvironment } from '../edits/python/decide-setting.ts';
import { dottedName, findAssignments, walk } from '../python/walk.ts';
import {
  fallbackRange,
  knownSetting,
  productionChain,
} from '../queries/settings/production-settings.ts';
import { settingSource } from '../queries/settings/setting-source.ts';

/** Fails loudly where the config var is missing, and drops blanks. */
const FROM_ENVIRONMENT =
  '[host.strip() for host in os.environ["ALLOWED_HOSTS"].split(",") if host.strip()]';

export default defineRule<{ fault: 'split' | 'blank' | 'space'; item: string }>({
  id: 'allowed-hosts-blank-item',
  group: 'settings',
  severity: 'warning',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'Python documentation, "str.split"',
    url: 'https://docs.python.org/3/library/stdtypes.html#str.split',
  },
  docs: 'ALLOWED_HOSTS contains an empty string or a name with a space, which matches no host.',
  initFeature: 'settings',
  example: { fault: 'split', item: '' },
  *check(repository) {
    const value = knownSetting(repository, 'ALLOWED_HOSTS')?.value;
    const title = 'Strip the names and drop empty ones';
    if (Array.isArray(value)) {
      const item = value.find(
        (host): host is string => typeof host === 'string' && host !== host.trim(),
      );
      const at = fallbackRange(repository, 'ALLOWED_HOSTS');
      const source = settingSource(repository, 'ALLOWED_HOSTS');
      const fix = fixFrom(
        title,
        'unsafe',
        source?.file,
        source && decideByEnvironment(source, 'ALLOWED_HOSTS', FROM_ENVIRONMENT),
      );
      if (value.includes('')) yield { at, facts: { fault: 'blank', item: '' }, ...fix };
      else if (item !== undefined) yield { at, facts: { fault: 'space', item }, ...fix };
      return;
    }
    for (const source of productionChain(repository)) {
      for (const assignment of findAssignments(source.module, 'ALLOWED_HOSTS', {
        inBlocks: true,
      })) {
        if (assignment.value?.kind !== 'Call') continue;
        const { func } = assignment.value;
        // A comprehension around it could drop the empty items, so only the bare call counts.
        if (
          func.kind !== 'Attribute' ||
          func.attr !== 'split' ||
          !readsWithEmptyDefault(func.value)
        )
          continue;
        yield {
          at: { file: source.file, start: assignment.value.start, end: assignment.value.end },
          facts: { fault: 'split', item: '' },
          ...fixFrom(
            title,
            'unsafe',
            source.file,
            decideByEnvironment(source, 'ALLOWED_HOSTS', FROM_ENVIRONMENT),
          ),
        };
      }
    }
  },
  message: ({ fault, item }) => ({
    what: {
      split:
        'ALLOWED_HOSTS splits an empty string when the config var is not set, which gives a list with one empty name.',
      blank: 'ALLOWED_HOSTS holds an empty name.',
      space: `ALLOWED_HOSTS holds '${item}', with a blank, which matches no host.`,
    }[fault],
    why: '`check --deploy` passes because the list is not empty, yet Django answers 400 to every request for that host.',
    next: 'Strip the names and drop empty ones:\n  ALLOWED_HOSTS = [host.strip() for host in os.environ["ALLOWED_HOSTS"].split(",") if host.strip()]',
  }),
});

function readsWithEmptyDefault(expression: Parameters<typeof dottedName>[0]): boolean {
  for (const node of walk(expression)) {
    if (node.kind !== 'Call' || !/(^|\.)(environ\.get|getenv)$/.test(dottedName(node.func) ?? ''))
      continue;
    const fallback = node.args[1] ?? node.keywords.find(({ arg }) => arg === 'default')?.value;
    if (fallback?.kind === 'Constant' && fallback.type === 'str' && fallback.value === '')
      return true;
  }
  return false;
}
