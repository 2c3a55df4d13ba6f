import { UsageError } from '../facts/usage-error.ts';

/**
 * Reads the value of `--port`: a whole number from the least one allowed to 65535. The reader throws
 * UsageError for anything else.
 */
export function portOption(least: 0 | 1): (text: string) => number {
  return (text) => {
    const port = Number(text);
    if (/^\d{1,5}$/.test(text) && port >= least && port < 65_536) return port;
    throw new UsageError(`--port needs a number from ${least} to 65535, not '${text}'`);
  };
}
