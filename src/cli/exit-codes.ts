/**
 * Exit codes of the tool: 1 for a finding or a failed outcome, 2 for a usage error, 70 for an
 * internal error, 130 when interrupted.
 */
export const EXIT = { ok: 0, failed: 1, usage: 2, bug: 70, interrupted: 130 } as const;
