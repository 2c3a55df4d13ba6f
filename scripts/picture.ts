import { readFileSync } from 'node:fs';

/**
 * `node dist/scripts/picture.js TITLE`: prints what a terminal showed (standard input, with its
 * colour codes) as an SVG picture. The README's picture is made of a real run.
 */
const COLUMN_PX = 8.4;
const LINE_PX = 19;
const PADDING_PX = 18;
const TITLE_PX = 34;

const COLORS: Record<number, string> = {
  30: '#6e7681',
  31: '#ff7b72',
  32: '#7ee787',
  33: '#e3b341',
  34: '#79c0ff',
  35: '#d2a8ff',
  36: '#76e3ea',
  37: '#e6edf3',
  90: '#8b949e',
};

interface Style {
  color: string | undefined;
  bold: boolean;
  dim: boolean;
}

function styled(line: string, style: Style): string {
  let result = '';
  for (const part of line.split(/(\x1b\[[0-9;]*m)/)) {
    const codes = /^\x1b\[([0-9;]*)m$/.exec(part);
    if (codes) applyCodes(codes[1] ?? '', style);
    else if (part !== '') result += `<tspan${attributes(style)}>${escapeXml(part)}</tspan>`;
  }
  return result;
}

function applyCodes(codes: string, style: Style): void {
  for (const code of codes.split(';').map(Number)) {
    if (code === 0) Object.assign(style, { color: undefined, bold: false, dim: false });
    else if (code === 1) style.bold = true;
    else if (code === 2) style.dim = true;
    else if (code === 22) Object.assign(style, { bold: false, dim: false });
    else if (code === 39) style.color = undefined;
    else if (code in COLORS) style.color = COLORS[code];
    else if (code - 60 in COLORS) style.color = COLORS[code - 60];
  }
}

function attributes({ color, bold, dim }: Style): string {
  return `${color ? ` fill="${color}"` : ''}${bold ? ' font-weight="bold"' : ''}${dim ? ' opacity="0.65"' : ''}`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

const title = process.argv[2] ?? 'dynoready';
// A progress line that was drawn over keeps only its last state, as on a screen.
const lines = readFileSync(0, 'utf8')
  .replaceAll('\r\n', '\n')
  .split('\n')
  .map((line) => line.split('\r').at(-1)?.replaceAll('\x1b[K', '') ?? '');
while (lines.at(-1) === '') lines.pop();
const style: Style = { color: undefined, bold: false, dim: false };
const columns = Math.max(...lines.map((line) => line.replaceAll(/\x1b\[[0-9;]*m/g, '').length), 60);
const width = Math.ceil(columns * COLUMN_PX + 2 * PADDING_PX);
const height = TITLE_PX + lines.length * LINE_PX + PADDING_PX;
const rows = lines.map(
  (line, index) =>
    `<text x="${PADDING_PX}" y="${TITLE_PX + (index + 1) * LINE_PX - 5}" xml:space="preserve">${styled(line, style)}</text>`,
);
process.stdout.write(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeXml(title)}">
<rect width="${width}" height="${height}" rx="10" fill="#0d1117"/>
<circle cx="20" cy="17" r="6" fill="#ff5f57"/><circle cx="40" cy="17" r="6" fill="#febc2e"/><circle cx="60" cy="17" r="6" fill="#28c840"/>
<text x="${width / 2}" y="22" text-anchor="middle" fill="#8b949e" font-family="ui-monospace, Menlo, Consolas, monospace" font-size="13">${escapeXml(title)}</text>
<g fill="#e6edf3" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14">
${rows.join('\n')}
</g>
</svg>
`);
