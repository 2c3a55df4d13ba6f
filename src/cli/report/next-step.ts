import { missingVariables } from '../../facts/causes/missing-variables.ts';
import type { Rehearsal } from '../../rehearsal/rehearsal.ts';

/**
 * What to type next: the step that the first failed phase asks for, since what failed after it often
 * follows from it. `command` is what was typed.
 */
export function nextStep(rehearsal: Rehearsal, command: string): string {
  if (rehearsal.verdict === 'passed') return 'git push heroku HEAD:main';
  const first = rehearsal.phases.find(({ verdict }) => verdict === 'failed');
  if (rehearsal.verdict === 'interrupted' || first === undefined) return command;
  const faults = first.evidence.filter(({ ok, severity }) => !ok && severity === 'error');
  const named = faults.flatMap(({ facts }) => facts?.variables ?? []);
  const asked = named.length > 0 ? named : missingVariables(first.log.slice(-50).join('\n'));
  const isKnown = faults.some(({ facts }) => facts?.remedy !== undefined);
  if (asked.length > 0 || (!isKnown && rehearsal.missingConfigVars.length > 0)) {
    const all = [...new Set([...rehearsal.missingConfigVars, ...asked])];
    return `${command}${all.map((name) => ` --config-var ${quoted(name)}=…`).join('')}`;
  }
  if (faults.some(({ facts }) => facts?.machine !== undefined))
    return `install what ${first.name} says above, then: ${command}`;
  if (isKnown) return `do what ${first.name} says above, commit, then: ${command}`;
  const frame = faults.map(({ facts }) => facts?.frame).find((one) => one !== undefined);
  if (frame !== undefined) return `fix ${frame.split(': ')[0]}, commit, then: ${command}`;
  const id = faults.map(({ facts, rule }) => facts?.code ?? rule).find((one) => one !== undefined);
  return id === undefined
    ? `fix what is said above, commit, then: ${command}`
    : `dynoready explain ${id}; fix, commit, then: ${command}`;
}

/** A name that the shell takes as one word. */
function quoted(name: string): string {
  return /^\w+$/.test(name) ? name : `'${name}'`;
}
