/** A line of the project's own code in a stack trace. */
export interface OwnFrame {
  /** From the app's root. */
  readonly file: string;
  readonly line: number;
  /** Name of the function, or `<module>`. */
  readonly within: string;
  /** The line itself; empty where Python does not print it. */
  readonly code: string;
}

/** Files that are Python's own, or an installed package's. */
const FOREIGN = /site-packages|dist-packages|\/lib\/python\d|\.heroku\/python|^<|\/bin\/[\w.-]+$/;

/**
 * The innermost line of the project's own code in the last stack trace that was printed; undefined
 * without one. `manage.py` is none: every command runs through it.
 */
export function ownFrame(output: string): OwnFrame | undefined {
  const start = output.lastIndexOf('Traceback (most recent call last)');
  if (start === -1) return undefined;
  const frames = [
    ...output
      .slice(start)
      .matchAll(/^[ \t]*File "([^"]+)", line (\d+)(?:, in (.+))?\n(?:[ \t]+(?!File ")(\S.*))?/gm),
  ]
    .map(([, file = '', line, within = '', code = '']) => ({
      file,
      line: Number(line),
      within,
      code: code.trim(),
    }))
    .filter(({ file }) => !FOREIGN.test(file) && !file.endsWith('manage.py'));
  const found = frames.at(-1);
  return (
    found && { ...found, file: found.file.replace(/^(?:\/.*?)?\/app\//, '').replace(/^\.\//, '') }
  );
}

/** The frame in one line, such as `shop/migrations/0002_fill.py:12 in forwards: x = 1 / 0`. */
export function renderFrame({ file, line, within, code }: OwnFrame): string {
  const place = `${file}:${line}${within === '' || within === '<module>' ? '' : ` in ${within}`}`;
  return code === '' ? place : `${place}: ${code}`;
}
