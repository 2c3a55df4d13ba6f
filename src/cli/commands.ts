import type { CommandModule } from './command.ts';

/** The headings of `dynoready --help`, in this order. */
export type CommandGroup = 'Deploy' | 'Understand' | 'Learn' | 'Operate';

export interface CommandEntry {
  readonly name: string;
  readonly group: CommandGroup;
  /** A phrase in the imperative, without a full stop. */
  readonly summary: string;
  readonly load: () => Promise<CommandModule>;
}

/**
 * Every command in the order in which help lists them. A module is loaded only when its command is
 * chosen: `check` must not pay for `rehearse`.
 */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'init',
    group: 'Deploy',
    summary: 'write what production on Heroku needs into this Django project',
    load: () => import('./commands/init.ts'),
  },
  {
    name: 'check',
    group: 'Deploy',
    summary: 'find what would fail or cause harm on Heroku, without running anything',
    load: () => import('./commands/check.ts'),
  },
  {
    name: 'build',
    group: 'Deploy',
    summary: 'run the simulated build on its own, as `git push heroku` would',
    load: () => import('./commands/build.ts'),
  },
  {
    name: 'rehearse',
    group: 'Deploy',
    summary: 'build, release on a real Postgres, boot and probe through the router, then stop',
    load: () => import('./commands/rehearse.ts'),
  },
  {
    name: 'up',
    group: 'Deploy',
    summary: 'rehearse, then keep the app running on a local port until Ctrl-C',
    load: () => import('./commands/up.ts'),
  },
  {
    name: 'platform',
    group: 'Deploy',
    summary: 'run a Heroku on this machine that the official command line drives',
    load: () => import('./commands/platform.ts'),
  },
  {
    name: 'settings',
    group: 'Understand',
    summary: 'show what each setting evaluates to on a dyno, and where it is set',
    load: () => import('./commands/settings.ts'),
  },
  {
    name: 'lsp',
    group: 'Understand',
    summary: 'serve the checks to an editor through the Language Server Protocol',
    load: () => import('./commands/lsp.ts'),
  },
  {
    name: 'explain',
    group: 'Understand',
    summary: 'explain a rule, a build failure id, or an H, R or L code',
    load: () => import('./commands/explain.ts'),
  },
  {
    name: 'doctor',
    group: 'Understand',
    summary: 'list what this machine lacks for a faithful rehearsal',
    load: () => import('./commands/doctor.ts'),
  },
  {
    name: 'workshop',
    group: 'Learn',
    summary: 'learn to deploy in fourteen exercises',
    load: () => import('./commands/workshop.ts'),
  },
  {
    name: 'keep-up',
    group: 'Operate',
    summary: 'show which parts of the stack near their end of life',
    load: () => import('./commands/keep-up.ts'),
  },
  {
    name: 'facts',
    group: 'Understand',
    summary: 'print the facts about Heroku that dynoready relies on, with source and age',
    load: () => import('./commands/facts.ts'),
  },
  {
    name: 'completion',
    group: 'Understand',
    summary: 'print the completion of commands, options and rule ids for a shell',
    load: () => import('./commands/completion.ts'),
  },
  {
    name: 'compare',
    group: 'Operate',
    summary: 'compare this repository with a live app through the Platform API',
    load: () => import('./commands/compare.ts'),
  },
  {
    name: 'probe',
    group: 'Operate',
    summary: 'measure what clock reads cost here or on a dyno',
    load: () => import('./commands/probe.ts'),
  },
  {
    name: 'fleet',
    group: 'Operate',
    summary: 'check many repositories, in as many processes as this machine has cores',
    load: () => import('./commands/fleet.ts'),
  },
  {
    name: 'worker',
    group: 'Operate',
    summary: 'take jobs of a fleet from a queue in Redis, on any number of machines',
    load: () => import('./commands/worker.ts'),
  },
];
