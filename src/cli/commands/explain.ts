import type { Command } from 'commander';
import { loadRules } from '../../check/catalogue.ts';
import { IGNORE_RULES } from '../../check/ignore-rules.ts';
import { nearestIds } from '../../check/nearest-ids.ts';
import { buildExplanations, findFailure } from '../../facts/failures/find.ts';
import { findPlatformCode, PLATFORM_CODES } from '../../facts/platform-codes.ts';
import { UsageError } from '../../facts/usage-error.ts';
import type { Terminal } from '../command.ts';
import { renderCatalogue, renderCode, renderFailure, renderRule } from '../report/explanation.ts';
import { parseDate, TODAY_HELP } from '../start-facts.ts';

export function declare(command: Command): Command {
  return command
    .argument(
      '[id]',
      'a rule, a failure or warning of a build, or an H, R or L code; all are listed without one',
    )
    .option('--today <date>', TODAY_HELP, parseDate)
    .addHelpText(
      'after',
      '\nFor instance: dynoready explain debug-on, dynoready explain package-manager::none-found, dynoready explain H10',
    );
}

/** 0. Throws UsageError with the nearest ids when nothing has that id. */
export async function run(terminal: Terminal, operands: readonly string[]): Promise<number> {
  const rules = [...(await loadRules()), ...IGNORE_RULES];
  const asked = operands[0];
  if (asked === undefined) {
    terminal.out(renderCatalogue(rules, buildExplanations(), PLATFORM_CODES));
    return 0;
  }
  const id = asked.trim();
  const rule = rules.find((one) => one.id === id.toLowerCase());
  const failure = findFailure(id);
  const code = findPlatformCode(id.toUpperCase());
  const leading = (wanted: string) =>
    rules.filter(({ leadsTo }) => leadsTo?.some((one) => one === wanted)).map((one) => one.id);
  const parts: string[] = [];
  if (rule !== undefined) parts.push(renderRule(rule));
  if (failure !== undefined) parts.push(renderFailure(failure, leading(failure.id)));
  if (code !== undefined) parts.push(renderCode(id.toUpperCase(), code, leading(id.toUpperCase())));
  if (parts.length === 0)
    throw unknownId(id, [
      ...rules.map((one) => one.id),
      ...buildExplanations().map((one) => one.id),
      ...Object.keys(PLATFORM_CODES),
    ]);
  terminal.out(parts.join('\n'));
  return 0;
}

function unknownId(id: string, known: readonly string[]): UsageError {
  const near = nearestIds(id, known);
  return new UsageError(`Nothing has the id '${id}'`, {
    evidence: near.length === 0 ? [] : [`Nearest: ${near.join(', ')}`],
    next: ['This lists everything that can be explained:', '  dynoready explain'],
  });
}
