import type { CommandModule } from './command.ts';

export interface CommandEntry {
  readonly name: string;
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
    summary: 'write what production on Heroku needs into this Django project',
    load: () => import('./commands/init.ts'),
  },
  {
    name: 'check',
    summary: 'find what would fail or harm on Heroku, without running anything',
    load: () => import('./commands/check.ts'),
  },
  {
    name: 'build',
    summary: 'run the simulated build alone, as `git push heroku` would',
    load: () => import('./commands/build.ts'),
  },
  {
    name: 'rehearse',
    summary: 'build, release on a real Postgres, boot, probe through the router, stop',
    load: () => import('./commands/rehearse.ts'),
  },
  {
    name: 'up',
    summary: 'rehearse, then stay up on a local port until Ctrl-C',
    load: () => import('./commands/up.ts'),
  },
  {
    name: 'settings',
    summary: 'show what each setting evaluates to on a dyno, and where it was set',
    load: () => import('./commands/settings.ts'),
  },
  {
    name: 'explain',
    summary: 'explain a rule, a build failure id, or an H, R or L code',
    load: () => import('./commands/explain.ts'),
  },
  {
    name: 'doctor',
    summary: 'say what this machine lacks for a faithful rehearsal',
    load: () => import('./commands/doctor.ts'),
  },
  {
    name: 'workshop',
    summary: 'learn it in fourteen exercises',
    load: () => import('./commands/workshop.ts'),
  },
  {
    name: 'keep-up',
    summary: 'show what in the stack nears its end of life',
    load: () => import('./commands/keep-up.ts'),
  },
  {
    name: 'facts',
    summary: 'print what it knows of the platform, from where and when',
    load: () => import('./commands/facts.ts'),
  },
  {
    name: 'compare',
    summary: 'hold this repository beside a live app, through the Platform API',
    load: () => import('./commands/compare.ts'),
  },
  {
    name: 'probe',
    summary: 'measure what clock reads cost here, or on a dyno',
    load: () => import('./commands/probe.ts'),
  },
];
