import type { ClockReport } from './clock-text.ts';

/** Pixels. */
const WIDTH = 640;
const NAMES = 190;
const ROW = 26;
const TOP = 44;

/**
 * A bar for each clock, as SVG with a line end: nanoseconds of a read there, and below it without a
 * vDSO where that was measured. A report without a measurement gives a picture that says so.
 */
export function clockPicture({ measurement, verdict }: ClockReport): string {
  const { nanoseconds: here, withoutVdso: hidden, dyno } = measurement;
  const rows = here === undefined ? [] : rowsOf(here, hidden ?? undefined);
  const most = Math.max(1, ...rows.map(({ ns }) => ns));
  const scale = (WIDTH - NAMES - 90) / most;
  const bars = rows.map(({ name, ns, isHidden }, index) => {
    const y = TOP + index * ROW;
    const width = Math.max(1, ns * scale);
    return `<text x="${NAMES - 8}" y="${y + 15}" text-anchor="end">${name}</text>
<rect x="${NAMES}" y="${y + 3}" width="${width.toFixed(1)}" height="16" class="${isHidden ? 'hidden' : 'here'}"/>
<text x="${(NAMES + width + 6).toFixed(1)}" y="${y + 15}">${ns.toFixed(0)} ns</text>`;
  });
  const path = {
    vdso: 'clock reads stay out of the kernel',
    kernel: 'every clock read is a system call',
    unknown: 'it cannot be told whether clock reads enter the kernel',
  }[verdict.path];
  const title = here === undefined ? 'Nothing was measured' : `One clock read: ${path}`;
  const height = TOP + Math.max(1, rows.length) * ROW + 8;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">
<title>${title}</title>
<style>text{font:13px system-ui,sans-serif;fill:#222}.here{fill:#3572a5}.hidden{fill:#c9762b}svg{background:#fff}</style>
<text x="12" y="24" font-weight="bold">${title}${dyno === null ? '' : ` (dyno ${escapeXml(dyno)})`}</text>
${[...bars, '</svg>'].join('\n')}
`;
}

interface Row {
  readonly name: string;
  readonly ns: number;
  readonly isHidden: boolean;
}

function rowsOf(
  here: NonNullable<ClockReport['measurement']['nanoseconds']>,
  hidden: NonNullable<ClockReport['measurement']['withoutVdso']> | undefined,
): readonly Row[] {
  const clocks = [
    ['time.time()', 'time'],
    ['time.monotonic()', 'monotonic'],
    ['time.perf_counter()', 'perfCounter'],
    ['time.process_time()', 'processTime'],
  ] as const;
  const python = clocks.flatMap(([name, key]): Row[] => [
    { name, ns: here[key], isHidden: false },
    ...(hidden === undefined ? [] : [{ name: 'without a vDSO', ns: hidden[key], isHidden: true }]),
  ]);
  return [
    ...python,
    { name: 'C library', ns: here.library, isHidden: false },
    { name: 'system call', ns: here.systemCall, isHidden: true },
  ];
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`);
}
