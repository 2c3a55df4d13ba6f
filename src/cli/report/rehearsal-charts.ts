import type { Rehearsal } from '../../rehearsal/rehearsal.ts';
import { html } from './rehearsal-html.ts';

type DynoReport = Rehearsal['dynos'][number];

/** Dynos that run one command. */
const ONE_OFF = /^(run|release|scheduler)\./;

const WIDTH = 460;
const HEIGHT = 120;
const MARGIN = { left: 56, right: 12, top: 10, bottom: 20 };

/** Phases as bars on one scale of time. */
export function timeLine({ phases, durationMs }: Rehearsal): string {
  const share = (ms: number): string => `${((100 * ms) / Math.max(1, durationMs)).toFixed(2)}%`;
  const rows = phases.map(({ name, verdict, startedAfterMs, durationMs: phaseMs, reason }) => {
    const bar =
      verdict === 'skipped'
        ? ''
        : `<i class="${verdict}" style="left:${share(startedAfterMs)};width:max(3px,${share(phaseMs)})"></i>`;
    const note = verdict === 'skipped' ? `skipped: ${reason ?? ''}` : (reason ?? '');
    return `<tr><th scope="row">${html(name)}</th><td class="word ${verdict}">${verdict}</td><td class="number">${(phaseMs / 1000).toFixed(2)} s</td>
<td class="track"><span>${bar}</span></td></tr>${note === '' ? '' : `<tr class="note"><td></td><td colspan="3">${html(note)}</td></tr>`}`;
  });
  return `<table class="phases"><caption>Phases on ${(durationMs / 1000).toFixed(1)} s</caption><tbody>${rows.join('\n')}</tbody></table>`;
}

/**
 * The memory of the dynos that serve as charts side by side, and that of the one-off dynos as a
 * table.
 */
export function memory({ dynos }: Rehearsal): string {
  const drawn = dynos.filter(
    ({ name, memory: { samples } }) => !ONE_OFF.test(name) && samples.length > 1,
  );
  const listed = dynos.filter((dyno) => !drawn.includes(dyno));
  const charts =
    drawn.length === 0 ? '' : `<div class="charts">${drawn.map(memoryChart).join('\n')}</div>`;
  if (listed.length === 0) return charts === '' ? '<p>No dyno was started.</p>' : charts;
  const rows = listed.map(({ name, size, quotaMb, memory: { peakMb, samples, code, method } }) => {
    const peak =
      samples.length === 0
        ? 'it ended before its memory was looked at'
        : `${peakMb.toFixed(0)} of ${quotaMb} MB (${method})`;
    return `<tr><th scope="row">${html(name)}</th><td class="word">${html(size)}</td><td${code === null ? '' : ' class="bad"'}>${peak}${code === null ? '' : `, ${code}`}</td></tr>`;
  });
  return `${charts}<table><caption>${charts === '' ? 'Dynos' : 'The other dynos'}</caption><thead><tr><th scope="col">dyno</th><th scope="col">size</th><th scope="col">at most</th></tr></thead><tbody>${rows.join('\n')}</tbody></table>`;
}

/** The memory of one dyno over its time, with its quota as a line. */
function memoryChart(dyno: DynoReport): string {
  const { samples, peakMb, method, code } = dyno.memory;
  const share = ((100 * peakMb) / dyno.quotaMb).toFixed(0);
  const used = `at most ${peakMb.toFixed(0)} of ${dyno.quotaMb} MB (${share} %, ${method})${code === null ? '' : `, ${code}`}`;
  const title = `${dyno.name} on ${dyno.size}: ${used}`;
  const lastMs = Math.max(1, samples.at(-1)?.[0] ?? 1);
  const topMb = 1.1 * Math.max(dyno.quotaMb, peakMb);
  const x = (ms: number): number =>
    round(MARGIN.left + (ms / lastMs) * (WIDTH - MARGIN.left - MARGIN.right));
  const y = (mb: number): number =>
    round(HEIGHT - MARGIN.bottom - (mb / topMb) * (HEIGHT - MARGIN.top - MARGIN.bottom));
  const points = samples.map(([ms, mb]) => `${x(ms)},${y(mb)}`).join(' ');
  const [first = [0, 0]] = samples;
  const base = y(0);
  const drawing = `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${html(title)}">
<line class="axis" x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${base}" y2="${base}"/>
<line class="quota" x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${y(dyno.quotaMb)}" y2="${y(dyno.quotaMb)}"/>
<text x="${MARGIN.left - 6}" y="${y(dyno.quotaMb) + 4}" text-anchor="end">${dyno.quotaMb} MB</text>
<text x="${MARGIN.left - 6}" y="${base + 4}" text-anchor="end">0</text>
<polygon class="area" points="${x(first[0])},${base} ${points} ${x(lastMs)},${base}"/>
<polyline class="curve${code === null ? '' : ' over'}" points="${points}"/>
<text x="${WIDTH - MARGIN.right}" y="${HEIGHT - 4}" text-anchor="end">${(lastMs / 1000).toFixed(1)} s after its start</text>
</svg>`;
  return `<figure><figcaption>${html(title)}</figcaption>${drawing}</figure>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
