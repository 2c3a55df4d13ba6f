import { type App, runOneOff } from '../heroku/dyno/one-off.ts';
import { lastError } from '../heroku/logs/last-error.ts';
import { type Evidence, withFacts } from './rehearsal.ts';
import { RULE_OF_OBSERVATION as RULE } from './rules-of-observations.ts';

export interface AskWorkersOptions {
  readonly app: App;
  /** Commands of the process types that run beside `web`, by name. */
  readonly commands: ReadonlyMap<string, string>;
}

/**
 * Seconds that a worker may take to answer, and how often it is asked: a question that comes before
 * the worker listens is lost.
 */
const ANSWER_S = 3;
const QUESTIONS = 5;
const TIMEOUT_S = 60;

/**
 * Whether each Celery worker answers through the broker, as a task would reach it: that it runs
 * shows only that it did not end. Call it only when the broker is the rehearsal's own. Others have
 * no such question that changes nothing.
 */
export async function askWorkers({
  app,
  commands,
}: AskWorkersOptions): Promise<readonly Evidence[]> {
  const evidence: Evidence[] = [];
  for (const [name, command] of commands) {
    const celery = /^(.*\bcelery\b.*?)\s+worker\b/.exec(command)?.[1];
    if (celery === undefined) continue;
    const ask = `${celery} inspect ping --timeout ${ANSWER_S}`;
    const asking = `for question in $(seq ${QUESTIONS}); do ${ask} && break; done`;
    const { output } = await runOneOff({ ...app, log: () => {} }, 'run.5', asking, TIMEOUT_S);
    const ok = /\bpong\b/.test(output);
    const isRefused = /CERTIFICATE_VERIFY_FAILED|ssl_cert_reqs/.test(output);
    const error = ok ? '' : lastError(output);
    evidence.push({
      id: 'worker-ping',
      subject: name,
      name: `${name}: a ping`,
      ok,
      severity: 'warning',
      expected: 'it answers through the broker',
      seen: ok ? 'it answers' : `no answer; ${error}`,
      ...withFacts({ error }),
      ...(isRefused ? { rule: RULE.redisCertificate } : {}),
    });
  }
  return evidence;
}
