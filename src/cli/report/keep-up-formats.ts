import { daysAfter } from '../../facts/end-of-life.ts';
import { isDue, type Layer } from '../../upgrades/layers.ts';
import { type KeepUpReport, renderStep } from './upgrade-text.ts';

/** The report in Markdown, as the text of an issue, with a box to tick for each step. */
export function keepUpMarkdown({
  today,
  withinDays,
  layers,
  packages,
  plan,
}: KeepUpReport): string {
  const layerRows = layers.map((layer) => [
    layer.name,
    inUseOf(layer),
    layer.newestOnHeroku ?? '-',
    layer.supportedUntil ?? '-',
    stateOf(layer, withinDays),
  ]);
  const packageRows = packages.map((one) => [
    one.name,
    one.inUse ?? '?',
    one.newest ?? 'not told',
    one.vulnerabilities?.map(({ id }) => id).join(', ') ?? 'not told',
  ]);
  return [
    `# What to raise, as of ${today}`,
    markdownTable(['layer', 'in use', 'on Heroku', 'supported until', 'state'], layerRows),
    ...(packageRows.length === 0
      ? []
      : [markdownTable(['package', 'in use', 'newest', 'known vulnerabilities'], packageRows)]),
    ...plan.map((step, index) => {
      const [title = '', ...lines] = renderStep(step, index).split('\n');
      const commands = lines.map((line) => `  ${line.trim()}`).join('\n');
      return `- [ ] ${title.replace(/^\s*\d+\. /, '')}\n\n  \`\`\`text\n${commands}\n  \`\`\``;
    }),
    '',
  ].join('\n\n');
}

function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The layers and packages as comma-separated values (RFC 4180), with a header. */
export function keepUpCsv({ layers, packages, withinDays }: KeepUpReport): string {
  const rows = [
    ['kind', 'name', 'in use', 'newest', 'on Heroku', 'supported until', 'days left', 'state'],
    ...layers.map((layer) => [
      'layer',
      layer.name,
      inUseOf(layer),
      layer.newest ?? '',
      layer.newestOnHeroku ?? '',
      layer.supportedUntil ?? '',
      layer.daysLeft === undefined ? '' : String(layer.daysLeft),
      stateOf(layer, withinDays),
    ]),
    ...packages.map(({ name, inUse, newest, vulnerabilities }) => [
      ...['package', name, inUse ?? '', newest ?? '', '', '', ''],
      vulnerabilities === undefined
        ? 'not told'
        : vulnerabilities.map(({ id }) => id).join(' ') || 'no known vulnerability',
    ]),
  ];
  return rows.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}

/** A cell that a spreadsheet would take for a formula gets an apostrophe. */
function csvCell(text: string): string {
  const safe = /^[=+@\t]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The ends of support as days of a calendar (RFC 5545), each with a warning `withinDays` before. */
export function keepUpCalendar({ layers, today, withinDays }: KeepUpReport): string {
  const stamp = `${compact(today)}T000000Z`;
  const events = layers.flatMap(({ name, inUse, supportedUntil }) =>
    supportedUntil === undefined || inUse === undefined
      ? []
      : [
          'BEGIN:VEVENT',
          `UID:${name}-${inUse}-${supportedUntil}@dynoready`.replaceAll(' ', '-'),
          `DTSTAMP:${stamp}`,
          `DTSTART;VALUE=DATE:${compact(supportedUntil)}`,
          `DTEND;VALUE=DATE:${compact(daysAfter(supportedUntil, 1))}`,
          `SUMMARY:${name} ${inUse}: last day of support`.replaceAll(/([,;\\])/g, '\\$1'),
          'BEGIN:VALARM',
          'ACTION:DISPLAY',
          `DESCRIPTION:${name} ${inUse} ends`.replaceAll(/([,;\\])/g, '\\$1'),
          `TRIGGER:-P${Math.max(withinDays, 1)}D`,
          'END:VALARM',
          'END:VEVENT',
        ],
  );
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//dynoready//keep-up//EN', ...events]
    .concat('END:VCALENDAR', '')
    .join('\r\n');
}

function compact(date: string): string {
  return date.replaceAll('-', '');
}

function inUseOf({ inUse, cannotTell }: Layer): string {
  return `${inUse ?? ''}${cannotTell === undefined ? '' : '?'}`;
}

function stateOf(layer: Layer, withinDays: number): string {
  if (layer.cannotTell !== undefined) return `cannot tell: ${layer.cannotTell}`;
  return isDue(layer, withinDays) ? 'due' : 'supported';
}
