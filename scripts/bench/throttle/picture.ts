import type { SimulatedAttempt } from '../../../src/platform-api/throttle-simulation.ts';
import { HALF_HOUR_S, halfHour } from './scenarios.ts';
import { type NamedStrategy, STRATEGIES } from './strategies.ts';

const CLIENTS = 10;
/** Seconds that one point of a line stands for. */
const STEP_S = 15;
const STEPS = HALF_HOUR_S / STEP_S;

const PANEL = { width: 270, height: 72 };
const GAP = { x: 56, y: 46 };
const MARGIN = { left: 46, top: 58 };

/** Tokens at the top of each panel of tokens; more are drawn there. */
const MOST_TOKENS = 20;

/** One quantity over the half hour, drawn as one line per series. */
interface Panel {
  readonly series: readonly (readonly number[])[];
  readonly most: number;
  readonly colour: string;
}

/**
 * An SVG with a row per strategy: sleeps of ten clients, tokens left and refusals over half an hour
 * from an empty account.
 */
export function renderThrottlePicture(): string {
  const width = xOf(2) + PANEL.width + 12;
  const height = MARGIN.top + STRATEGIES.length * (PANEL.height + GAP.y);
  const heads = ['sleep of each client', 'tokens left', 'refusals in a minute'].map(
    (text, column) => label(xOf(column), 18, text, 'head'),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Sleeps, tokens left and refusals of ten clients over half an hour, for each strategy">
<style>
text { font: 12px system-ui, sans-serif; fill: #24292f } .head { font-weight: 600 } .axis { fill: #57606a }
.paper { fill: #fff } .frame { fill: none; stroke: #d0d7de } path { fill: none; stroke-width: 1.2 }
.sleep { stroke: #0969da; stroke-opacity: 0.5 } .tokens { stroke: #1a7f37 } .refusals { stroke: #cf222e }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 } .axis { fill: #8b949e } .paper { fill: #0d1117 } .frame { stroke: #30363d }
  .sleep { stroke: #58a6ff } .tokens { stroke: #3fb950 } .refusals { stroke: #ff7b72 }
}
</style>
<rect class="paper" width="${width}" height="${height}"/>
${heads.join('\n')}
${STRATEGIES.map(renderRow).join('\n')}
</svg>
`;
}

function renderRow(strategy: NamedStrategy, row: number): string {
  const y = MARGIN.top + row * (PANEL.height + GAP.y);
  const panels = panelsOf(strategy).map((panel, column) => renderPanel(panel, xOf(column), y));
  return [label(xOf(0), y - 8, strategy.name, 'head'), ...panels].join('\n');
}

function panelsOf({ make }: NamedStrategy): Panel[] {
  const sleeps = Array.from({ length: CLIENTS }, () => new Array<number>(STEPS).fill(0));
  const tokens = new Array<number>(STEPS).fill(0);
  const refusals = new Array<number>(HALF_HOUR_S / 60).fill(0);
  const onAttempt = ({ atS, client, sleptS, allowed, remaining }: SimulatedAttempt): void => {
    const step = Math.floor(atS / STEP_S);
    tokens[step] = Math.max(tokens[step]!, Math.min(MOST_TOKENS, remaining));
    if (!allowed) refusals[Math.floor(atS / 60)]! += 1;
    // A sleep is drawn as long as it lasted.
    for (let at = Math.max(0, Math.floor((atS - sleptS) / STEP_S)); at <= step; at += 1)
      sleeps[client]![at] = Math.max(sleeps[client]![at]!, sleptS);
  };
  halfHour(make, { clients: CLIENTS, seed: 1, onAttempt });
  const most = (series: readonly (readonly number[])[]): number =>
    Math.ceil(Math.max(...series.flat()));
  return [
    { series: sleeps, most: most(sleeps), colour: 'sleep' },
    { series: [tokens], most: MOST_TOKENS, colour: 'tokens' },
    { series: [refusals], most: most([refusals]), colour: 'refusals' },
  ];
}

function renderPanel({ series, most, colour }: Panel, x: number, y: number): string {
  const bottom = y + PANEL.height;
  const lines = series.map((values) => {
    const points = values.map((value, at) => {
      const px = x + ((at + 0.5) / values.length) * PANEL.width;
      return `${px.toFixed(0)} ${(bottom - (value / most) * PANEL.height).toFixed(0)}`;
    });
    return `<path class="${colour}" d="M${points.join('L')}"/>`;
  });
  return [
    `<rect class="frame" x="${x}" y="${y}" width="${PANEL.width}" height="${PANEL.height}"/>`,
    ...lines,
    label(x - 6, y + 10, colour === 'sleep' ? `${most} s` : String(most), 'axis', 'end'),
    label(x - 6, bottom, '0', 'axis', 'end'),
    label(x + PANEL.width, bottom + 14, '30 min', 'axis', 'end'),
  ].join('\n');
}

function xOf(column: number): number {
  return MARGIN.left + column * (PANEL.width + GAP.x);
}

function label(x: number, y: number, text: string, kind: string, anchor = 'start'): string {
  return `<text class="${kind}" x="${x}" y="${y}" text-anchor="${anchor}">${text}</text>`;
}
