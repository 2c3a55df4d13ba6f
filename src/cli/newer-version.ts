import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { compareCycles } from '../facts/end-of-life.ts';
import { packageVersion } from '../machine/package-version.ts';
import { namesCache, toolCacheFolder } from '../machine/tools/tool-cache.ts';
import type { Terminal } from './command.ts';

/** Milliseconds that the registry may take in all, and that a finished command waits for it. */
const REQUEST_TIMEOUT_MS = 3_000;
const WAIT_AFTER_COMMAND_MS = 1_000;
/** What the registry says of one version has 10 KB. */
const LARGEST_BYTES = 1_000_000;

/** Each of these, when set, keeps the tool from asking. */
const OFF = ['CI', 'NO_UPDATE_NOTIFIER', 'DO_NOT_TRACK', 'DYNOREADY_OFFLINE'];

/**
 * Asks the npm registry which version is the newest, at most once a day (ISO date) and only for a
 * person in a terminal who has not forbidden it. Returns a function for the end of the command, which
 * gives the sentence about a newer version; undefined without one, or when the answer takes too long.
 */
export function askForNewerVersion(
  { env, interactive, signal }: Terminal,
  today: string,
): () => Promise<string | undefined> {
  const nothing = async (): Promise<undefined> => undefined;
  const isOff = OFF.some((name) => !['', '0', 'false', undefined].includes(env[name]));
  if (!interactive || isOff || !namesCache(env) || !isFirstToday(env, today)) return nothing;
  const ending = new AbortController();
  const answer = newestVersion(env, AbortSignal.any([signal, ending.signal])).catch(nothing);
  return async () => {
    const newest = await Promise.race([answer, afterMs(WAIT_AFTER_COMMAND_MS)]);
    ending.abort();
    const own = packageVersion();
    return newest === undefined || !/^\d/.test(own) || compareCycles(newest, own) <= 0
      ? undefined
      : `dynoready ${newest} is out; this is ${own}. Update it: npm install --global generator-dynoready@latest\nNO_UPDATE_NOTIFIER=1 turns this note off.`;
  };
}

/** True once a day; false also where the day cannot be written down, so that nobody is asked often. */
function isFirstToday(env: Terminal['env'], today: string): boolean {
  const file = join(toolCacheFolder(env), 'asked-for-newer-version-on');
  try {
    if (readFileSync(file, 'utf8') === today) return false;
  } catch {
    // Never asked.
  }
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, today);
    return true;
  } catch {
    return false;
  }
}

async function newestVersion(
  env: Terminal['env'],
  signal: AbortSignal,
): Promise<string | undefined> {
  const [{ readUrl }, { z }] = await Promise.all([import('../machine/read-url.ts'), import('zod')]);
  const registry = (env.npm_config_registry || 'https://registry.npmjs.org').replace(/\/$/, '');
  const answer = await readUrl(`${registry}/generator-dynoready/latest`, {
    accept: 'application/json',
    timeoutMs: REQUEST_TIMEOUT_MS,
    largestBytes: LARGEST_BYTES,
    signal,
  });
  if (!answer.ok) return undefined;
  const schema = z.object({ version: z.string().regex(/^\d+\.\d+\.\d+$/) });
  return schema.parse(JSON.parse(answer.bytes.toString('utf8'))).version;
}

function afterMs(ms: number): Promise<undefined> {
  return new Promise((resolve) => void setTimeout(() => resolve(undefined), ms).unref());
}
