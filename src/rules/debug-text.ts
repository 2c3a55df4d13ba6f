import { defineRule } from '../check/rule.ts';
import type { Expression } from '../python/nodes.ts';
import { dottedName, findAssignments } from '../python/walk.ts';
import {
  knownSetting,
  productionChain,
  settingOf,
} from '../queries/settings/production-settings.ts';

interface Facts {
  readonly expression: string;
  readonly variable: string;
}

export default defineRule<Facts>({
  id: 'debug-text',
  group: 'settings',
  severity: 'warning',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'Python documentation, "Truth Value Testing"',
    url: 'https://docs.python.org/3/library/stdtypes.html#truth-value-testing',
  },
  docs: 'DEBUG is a string from the environment, and every non-empty string is true.',
  example: { expression: 'os.environ.get("DEBUG")', variable: 'DEBUG' },
  *check(repository) {
    if (
      settingOf(repository, 'DEBUG')?.state === 'known' &&
      typeof knownSetting(repository, 'DEBUG')?.value === 'boolean'
    )
      return;
    for (const source of productionChain(repository)) {
      for (const assignment of findAssignments(source.module, 'DEBUG', { inBlocks: true })) {
        const value = assignment.value && textFromEnvironment(assignment.value);
        if (value === undefined || value === null) continue;
        const at = { file: source.file, start: value.at.start, end: value.at.end };
        yield {
          at,
          facts: {
            expression: source.text.slice(at.start, at.end).replace(/\s+/g, ' '),
            variable: value.variable,
          },
          fix: {
            title: 'Compare the text',
            safety: 'unsafe',
            edits: [
              {
                file: at.file,
                start: at.start,
                end: at.end,
                text: compared(source.text.slice(value.lookup.start, value.lookup.end)),
              },
            ],
          },
        };
      }
    }
  },
  message: ({ expression, variable }) => ({
    what: `DEBUG is \`${expression}\`: a string, not a Boolean.`,
    why: `Every non-empty string is true, so the config var ${variable}=False turns DEBUG on.`,
    next: `Compare the string:\n  DEBUG = os.environ.get("${variable}", "") == "1"`,
  }),
});

function compared(lookup: string): string {
  return `str(${lookup}).lower() in ("1", "true", "yes", "on")`;
}

/**
 * The look-up when the expression is one whose text is used as a truth value, bare or inside
 * `bool(…)`.
 */
function textFromEnvironment(
  expression: Expression,
): { at: Expression; lookup: Expression; variable: string } | undefined {
  const inner =
    expression.kind === 'Call' && dottedName(expression.func) === 'bool'
      ? expression.args[0]
      : expression;
  if (inner === undefined) return undefined;
  if (
    inner.kind === 'Subscript' &&
    isEnviron(dottedName(inner.value)) &&
    inner.slice.kind === 'Constant' &&
    inner.slice.type === 'str'
  ) {
    return { at: expression, lookup: inner, variable: inner.slice.value };
  }
  if (
    inner.kind !== 'Call' ||
    !/^(os\.environ\.get|environ\.get|os\.getenv|getenv)$/.test(dottedName(inner.func) ?? '')
  )
    return undefined;
  const [name] = inner.args;
  if (name?.kind !== 'Constant' || name.type !== 'str') return undefined;
  return { at: expression, lookup: inner, variable: name.value };
}

function isEnviron(name: string | undefined): boolean {
  return name === 'os.environ' || name === 'environ';
}
