import { bareOutcome, type FleetLine, type FleetRun, fleetLine } from '../../src/fleet/line.ts';

/** A run with the standard options. */
export const RUN: FleetRun = {
  checker: '0.1.0',
  options: { failOn: 'warning', rule: null, skip: [], today: null, rehearse: false },
};

/** A line of a repository in which the rules given found something. */
export function madeLine(repository: string, rules: readonly string[] = [], run = RUN): FleetLine {
  const status = rules.length === 0 ? 'ok' : 'findings';
  const outcome = {
    ...bareOutcome(status, null, 'a'.repeat(40)),
    content: '0123456789abcdef',
    findings: rules.map((rule) => ({
      ...{ rule, severity: 'error' as const, file: 'shop/settings.py', line: 3, column: 1 },
      ...{ what: `${rule} <b>here</b>`, fingerprint: `${rule}-${repository}` },
    })),
  };
  return fleetLine(repository, outcome, run);
}
