import { daysBetween } from '../../facts/end-of-life.ts';
import { isDue } from '../../upgrades/layers.ts';
import { html } from './rehearsal-html.ts';
import type { KeepUpReport } from './upgrade-text.ts';

/** Pixels of the picture. */
const WIDTH = 760;
const LEFT = 190;
const ROW = 30;
/** Days that the picture shows before today and at the least after it. */
const DAYS_BEFORE = 365;
const DAYS_AFTER = 3 * 365;

/**
 * A bar for each layer from a year ago to the end of its support, with the line of today, as SVG. A
 * layer without a known end has its reason in place of the bar.
 */
export function keepUpPicture({ today, withinDays, layers }: KeepUpReport): string {
  const last = Math.max(DAYS_AFTER, ...layers.map(({ daysLeft }) => daysLeft ?? 0)) + 90;
  const at = (days: number): number =>
    Math.round(LEFT + ((days + DAYS_BEFORE) / (last + DAYS_BEFORE)) * (WIDTH - LEFT - 20));
  const height = layers.length * ROW + 50;
  const firstYear = Number(today.slice(0, 4));
  const years = Array.from({ length: 8 }, (_, offset) => `${firstYear + offset}-01-01`)
    .map((day) => [day.slice(0, 4), daysBetween(today, day)] as const)
    .filter(([, days]) => days > -DAYS_BEFORE && days < last);
  const rows = layers.map((layer, index) => {
    const top = 30 + index * ROW;
    const name = `<text x="10" y="${top + 15}">${html(`${layer.name} ${layer.inUse ?? '?'}`)}</text>`;
    if (layer.daysLeft === undefined) {
      const reason =
        layer.cannotTell === undefined ? (layer.platform ?? layer.from) : 'cannot tell';
      return `${name}<text x="${LEFT}" y="${top + 15}" fill="#666">${html(reason)}</text>`;
    }
    const color = isDue(layer, withinDays) ? '#c0392b' : '#2e7d5b';
    const end = at(Math.max(layer.daysLeft, -DAYS_BEFORE + 10));
    return `${name}<rect x="${LEFT}" y="${top}" width="${end - LEFT}" height="20" fill="${color}"${layer.cannotTell === undefined ? '' : ' fill-opacity="0.4"'}><title>${html(`supported until ${layer.supportedUntil}`)}</title></rect>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="13" role="img" aria-label="Ends of support">
<rect width="${WIDTH}" height="${height}" fill="#fff"/>
${years.map(([year, days]) => `<line x1="${at(days)}" y1="22" x2="${at(days)}" y2="${height - 20}" stroke="#ddd"/><text x="${at(days) + 3}" y="18" fill="#666">${year}</text>`).join('\n')}
${rows.join('\n')}
<line x1="${at(0)}" y1="22" x2="${at(0)}" y2="${height - 20}" stroke="#1f4e8c" stroke-width="2"/>
<text x="${at(0) + 3}" y="${height - 6}" fill="#1f4e8c">today, ${html(today)}</text>
</svg>
`;
}

/** The picture and the report in one page that loads nothing. */
export function keepUpPage(report: KeepUpReport, text: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>What to raise, as of ${html(report.today)}</title>
<body style="font-family: sans-serif; margin: 2rem">
<h1>What to raise, as of ${html(report.today)}</h1>
${keepUpPicture(report)}<pre style="white-space: pre-wrap">${html(text)}</pre>
</body>
</html>
`;
}
