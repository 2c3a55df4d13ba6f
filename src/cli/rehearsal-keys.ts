import type { LiveApp } from '../rehearsal/live-app.ts';

/** The part of a terminal's input that keys need. */
export interface KeyInput {
  setRawMode?(raw: boolean): unknown;
  resume(): unknown;
  pause(): unknown;
  on(event: 'data', listener: (chunk: Buffer) => void): unknown;
  removeListener(event: 'data', listener: (chunk: Buffer) => void): unknown;
}

export interface KeyOptions {
  readonly input: KeyInput;
  readonly app: LiveApp;
  readonly print: (text: string) => void;
  /** Asks for a command and runs it on a one-off dyno; the keys rest meanwhile. */
  readonly runOneOff: () => Promise<void>;
  /** Called for `q` and Ctrl-C. */
  readonly quit: () => void;
}

/** What the keys do, in one line. */
export const KEYS_TEXT =
  'Keys: r restart, + and - scale web, o one-off dyno, d deploy again, b roll back, v releases, m maintenance, q quit, ? this line';

/**
 * Lets single keys steer an app that is up. Returns the function that gives the terminal back. One
 * action runs at a time; keys in between are ignored.
 */
export function attachKeys({ input, app, print, quit, runOneOff }: KeyOptions): () => void {
  const { releases } = app;
  let busy = false;
  const webDynos = (): number =>
    releases
      .formation()
      .dynos()
      .filter(({ name }) => name.startsWith('web.')).length;
  const actions: Readonly<Record<string, () => Promise<unknown>>> = {
    r: () => releases.formation().restart(),
    '+': () => releases.formation().scale('web', webDynos() + 1),
    '-': () => releases.formation().scale('web', Math.max(0, webDynos() - 1)),
    d: () => releases.deploy(),
    b: async () => {
      if ((await releases.rollback()) === undefined)
        print('There is no other release to go back to.\n');
    },
    o: async () => {
      release();
      await runOneOff().finally(take);
    },
    m: async () => releases.toggleMaintenance(),
    '?': async () => print(`${KEYS_TEXT}\n`),
    v: async () => {
      for (const { version, what, succeeded } of releases.list())
        print(`v${version}  ${what}${succeeded ? '' : '  failed'}\n`);
    },
  };
  const onData = (chunk: Buffer): void => {
    const key = chunk.toString('utf8');
    // In raw mode Ctrl-C is a character like any other.
    if (key === 'q' || key === '\u0003') quit();
    const action = actions[key];
    if (action === undefined || busy) return;
    busy = true;
    action()
      .catch((error: Error) => print(`${error.message}\n`))
      .finally(() => {
        busy = false;
      });
  };
  let left = false;
  const take = (): void => {
    if (left) return;
    input.setRawMode?.(true);
    input.on('data', onData);
    input.resume();
  };
  const release = (): void => {
    input.removeListener('data', onData);
    input.setRawMode?.(false);
    input.pause();
  };
  take();
  return () => {
    left = true;
    release();
  };
}
