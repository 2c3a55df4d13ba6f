import { type ComparisonContext, compareAppOfAccount } from '../comparison/compare-app.ts';
import type { ApiClient } from '../platform-api/client.ts';
import { readAppNames, readLiveApp } from '../platform-api/live-app.ts';
import type { Terminal } from './command.ts';
import { describeProblem } from './report/api-problem-text.ts';
import {
  comparisonDocument,
  comparisonJson,
  renderComparison,
  summarizeApp,
} from './report/comparison-text.ts';

/** What a run over all apps needs. */
export interface AccountRun {
  readonly terminal: Terminal;
  readonly client: ApiClient;
  readonly context: ComparisonContext;
  readonly host: string;
  readonly format: 'pretty' | 'json';
}

/**
 * Compares every app of the account, telling each on standard error as it is done. An app that is
 * gone meanwhile is passed over; any other problem ends the run. 0 when nothing would break.
 */
export async function compareAccount(run: AccountRun): Promise<number> {
  const { terminal, client, context, host, format } = run;
  const names = await readAppNames(client);
  if (!names.ok) {
    terminal.err(describeProblem(names.problem, 'the account', host));
    return 1;
  }
  const documents: unknown[] = [];
  let breaks = false;
  for (const [index, name] of names.value.entries()) {
    const answer = await readLiveApp(client, name);
    const counted = `[${index + 1}/${names.value.length}] `;
    if (!answer.ok) {
      terminal.err(counted + describeProblem(answer.problem, name, host));
      if (answer.problem.kind !== 'not-found') return 1;
      continue;
    }
    const { app } = answer.value;
    const { isOfRepository, differences } = await compareAppOfAccount(context, answer.value);
    breaks ||= differences.some(({ gravity }) => gravity === 'breaks');
    terminal.err(counted + summarizeApp(name, isOfRepository, differences));
    documents.push({ isOfRepository, ...comparisonDocument(app, differences) });
    if (format === 'pretty' && (isOfRepository || differences.length > 0))
      terminal.out(`${renderComparison(app, differences, terminal.color)}\n`);
  }
  if (format === 'json') terminal.out(comparisonJson({ apps: documents }));
  return breaks ? 1 : 0;
}
