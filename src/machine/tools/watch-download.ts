import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Milliseconds between two looks at the folder. */
const LOOK_MS = 300;
/** Percent between two reports. */
const STEP = 20;

/**
 * Reports how much of a download has come, by the size of the folder that it grows in: each fifth
 * once, and never the whole, which only the downloader knows. Returns the function that ends it.
 */
export function watchDownload(
  folder: string,
  wantedBytes: number,
  report: (percent: number) => void,
): () => void {
  let told = 0;
  const timer = setInterval(() => {
    const percent = Math.floor((sizeOf(folder) * 100) / wantedBytes / STEP) * STEP;
    if (percent <= told || percent >= 100) return;
    told = percent;
    report(percent);
  }, LOOK_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** Bytes of the files below the folder; 0 while it is not there. */
function sizeOf(folder: string): number {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => statSync(join(folder, name), { throwIfNoEntry: false }))
      .reduce((sum, status) => sum + (status?.isFile() === true ? status.size : 0), 0);
  } catch {
    return 0;
  }
}
