import { UsageError } from './usage-error.ts';

/** A kind of dyno: what a process gets on it. */
export interface DynoSize {
  /** As `heroku ps:type` writes it, in small letters. */
  readonly name: string;
  readonly memoryMb: number;
  readonly cores: number;
}

/**
 * The sizes of the Common Runtime, smallest first. Source: Dev Center, "Dyno types" (memory),
 * buildpack v351 (cores); read 2026-11-23.
 */
export const DYNO_SIZES: readonly DynoSize[] = [
  { name: 'eco', memoryMb: 512, cores: 8 },
  { name: 'basic', memoryMb: 512, cores: 8 },
  { name: 'standard-1x', memoryMb: 512, cores: 8 },
  { name: 'standard-2x', memoryMb: 1024, cores: 8 },
  { name: 'performance-m', memoryMb: 2560, cores: 2 },
  { name: 'performance-l', memoryMb: 14_336, cores: 8 },
  { name: 'performance-l-ram', memoryMb: 30_720, cores: 4 },
  { name: 'performance-xl', memoryMb: 63_488, cores: 8 },
  { name: 'performance-2xl', memoryMb: 129_024, cores: 16 },
];

/** The size that an app has unless it asks for another. */
export const DEFAULT_DYNO_SIZE: DynoSize = { name: 'basic', memoryMb: 512, cores: 8 };

/** Returns the size of that name, whatever its case. Throws a UsageError for any other. */
export function dynoSize(name: string): DynoSize {
  const size = DYNO_SIZES.find((one) => one.name === name.toLowerCase());
  if (size !== undefined) return size;
  throw new UsageError(`There is no dyno size '${name}'`, {
    next: [`Choose one of: ${DYNO_SIZES.map((one) => one.name).join(', ')}`],
  });
}

/**
 * Workers that the Python buildpack starts by default on that size: one per 256 MB, and at most two
 * per core and one more. Source: buildpack v351; read 2026-11-23.
 */
export function defaultConcurrency({ memoryMb, cores }: DynoSize): number {
  return Math.min(Math.max(1, Math.floor(memoryMb / 256)), 2 * cores + 1);
}

/**
 * Share of its memory at which a dyno is killed with R15. Source: from memory, after the examples
 * of Dev Center, "Error codes"; 2026-11-24.
 */
export const VASTLY_EXCEEDED = 2;
