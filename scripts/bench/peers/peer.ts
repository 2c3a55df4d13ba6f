import { pinned } from './versions.ts';

/**
 * A copy of the stock project under git that one peer works on, and how to run its commands there.
 */
export interface Site {
  readonly folder: string;
  /**
   * Runs a command in the project, in a virtual environment with the peer's packages. Milliseconds;
   * rejects with the output unless it ends with 0.
   */
  readonly run: (command: string, env?: Readonly<Record<string, string>>) => Promise<number>;
  readonly read: (path: string) => string;
  readonly write: (path: string, text: string) => void;
  /** Adds text at the end of a file, which becomes one if there is none. */
  readonly append: (path: string, text: string) => void;
  readonly commit: () => void;
}

export interface Applied {
  /** What the peer's instructions have a person set on the app. */
  readonly configVars: Readonly<Record<string, string>>;
  /** Milliseconds of the peer's own command; undefined when everything is typed by hand. */
  readonly toolMs: number | undefined;
}

/** One way to take the stock project to Heroku. */
export interface Peer {
  readonly name: string;
  /** Packages of the environment that its commands run in, as requirements. */
  readonly packages: readonly string[];
  /** What was followed, and what its instructions leave open and we filled in, in its favour. */
  readonly followed: string;
  /** Does what its instructions say, up to the push. */
  readonly apply: (djangoProject: Site) => Promise<Applied>;
}

/** A key such as a person would generate for the app. */
export const SECRET_KEY = 'a-key-of-the-comparison-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFG';

/** What Heroku itself asks of every Django app: a server and the line that starts it. */
export function addGunicorn(djangoProject: Site): void {
  djangoProject.append('requirements.txt', `${pinned('gunicorn')}\n`);
  djangoProject.write('Procfile', 'web: gunicorn blog.wsgi\n');
}
