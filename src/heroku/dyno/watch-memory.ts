import { type DynoSize, VASTLY_EXCEEDED } from '../../facts/dynos.ts';
import { measureMemory } from './memory.ts';

/** The memory of one dyno over time. */
export interface MemoryCurve {
  /** Milliseconds since the dyno started, and megabytes (2^20 bytes), in rising order of time. */
  readonly samples: readonly (readonly [afterMs: number, megabytes: number])[];
  /** R14 when the quota was exceeded, R15 when vastly. */
  readonly code: 'R14' | 'R15' | undefined;
}

export interface WatchMemoryOptions {
  readonly home: string;
  readonly processGroup: number;
  readonly size: DynoSize;
  readonly timeFactor: number;
  /** One line of the dyno manager. */
  readonly say: (message: string) => void;
  /** Called once, when the dyno must be killed. */
  readonly onVastlyExceeded: () => void;
}

/**
 * Milliseconds between two looks, and between two lines about the same excess; both follow the time
 * factor, the first down to 50.
 */
const LOOK_MS = 500;
const SHORTEST_LOOK_MS = 50;
const REPEAT_MS = 20_000;
/**
 * Samples that are kept; beyond, every second one goes and the looks become half as frequent in the
 * curve.
 */
const KEPT_SAMPLES = 600;

/**
 * Measures a dyno from now on, as the platform does: R14 above its memory, R15 at twice of it.
 * Returns the curve so far and the function that stops.
 */
export function watchMemory(options: WatchMemoryOptions): { curve(): MemoryCurve; stop(): void } {
  const started = performance.now();
  const quotaMb = options.size.memoryMb;
  let samples: [number, number][] = [];
  let code: MemoryCurve['code'];
  let saidAt = Number.NEGATIVE_INFINITY;
  let looking = false;
  let stopped = false;
  let every = 1;
  let looks = 0;
  const look = async (): Promise<void> => {
    if (looking) return;
    looking = true;
    const megabytes = (await measureMemory(options.home, options.processGroup)) / 2 ** 20;
    looking = false;
    if (stopped || megabytes === 0) return;
    const now = performance.now();
    looks += 1;
    if (looks % every === 0)
      samples.push([Math.round(now - started), Math.round(megabytes * 10) / 10]);
    if (samples.length > KEPT_SAMPLES) {
      samples = samples.filter((_, at) => at % 2 === 1);
      every *= 2;
    }
    if (megabytes <= quotaMb || code === 'R15') return;
    const vastly = megabytes > VASTLY_EXCEEDED * quotaMb;
    if (!vastly && now - saidAt < REPEAT_MS * options.timeFactor) return;
    saidAt = now;
    code = vastly ? 'R15' : 'R14';
    options.say(
      `Process running mem=${Math.round(megabytes)}M(${((100 * megabytes) / quotaMb).toFixed(1)}%)`,
    );
    if (!vastly) return options.say('Error R14 (Memory quota exceeded)');
    options.say('Error R15 (Memory quota vastly exceeded)');
    options.onVastlyExceeded();
  };
  const timer = setInterval(
    () => void look(),
    Math.max(SHORTEST_LOOK_MS, LOOK_MS * options.timeFactor),
  );
  return {
    curve: () => ({ samples, code }),
    stop: () => {
      stopped = true;
      clearInterval(timer);
    },
  };
}
