import type { SwitchedOff } from './off-unless-set.ts';

/** The sentence that says how a setting that ought to be on is off. */
export function switchInWords(name: string, { set, unless }: SwitchedOff): string {
  return unless.length > 0
    ? `${name} is off unless the config var ${unless.join(' or ')} turns it on.`
    : `${name} is ${set ? 'off' : 'not set'}.`;
}

/** The command that turns it on by its config var, as a further line; empty without one. */
export function configVarStep({ unless: [variable], text }: SwitchedOff): string {
  return variable === undefined
    ? ''
    : `\nOr leave it to the config var, for each app:\n  heroku config:set ${variable}=${text ?? '…'}`;
}

/** Why no fix is offered for a setting that a config var decides: development may share its line. */
export function declinedSwitch({ unless }: SwitchedOff): { readonly declined: string } {
  return { declined: `the config var ${unless.join(' or ')} decides it` };
}
