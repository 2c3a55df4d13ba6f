import { MEMORY_METHOD } from '../heroku/dyno/memory.ts';
import type { Dyno } from '../heroku/dyno/start-dyno.ts';
import type { RouterRecord } from '../heroku/logs/router-line.ts';
import { peakOf } from './judge-dynos.ts';
import type { Rehearsal } from './rehearsal.ts';

/** A dyno, and when it started, in milliseconds from the start of the rehearsal. */
export interface StartedDyno {
  readonly dyno: Dyno;
  readonly afterMs: number;
}

/** Requests that the document keeps. */
export const KEPT_REQUESTS = 1000;

/** A dyno as the document holds it. Call it while its home still exists. */
export function reportDyno({ dyno, afterMs }: StartedDyno): Rehearsal['dynos'][number] {
  const curve = dyno.memory();
  return {
    name: dyno.name,
    size: dyno.size.name,
    quotaMb: dyno.size.memoryMb,
    startedAfterMs: afterMs,
    memory: {
      method: MEMORY_METHOD,
      peakMb: peakOf(curve),
      code: curve.code ?? null,
      samples: curve.samples.map(([at, megabytes]) => [at, megabytes]),
    },
    written: [...dyno.written()],
  };
}

/** A request as the document holds it. */
export function reportRequest(
  record: RouterRecord,
  rehearsalStartedAt: Date,
): Rehearsal['requests'][number] {
  const rounded = (value: number | undefined): number | null =>
    value === undefined ? null : Math.round(value * 10) / 10;
  return {
    afterMs: record.at.getTime() - rehearsalStartedAt.getTime(),
    method: record.method,
    path: record.path,
    dyno: record.dyno ?? null,
    status: record.status,
    code: record.fault?.code ?? null,
    connectMs: rounded(record.connectMs),
    serviceMs: rounded(record.serviceMs),
  };
}
