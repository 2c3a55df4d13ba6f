import { createHash } from 'node:crypto';
import { FLEET_STATUSES } from '../../fleet/line.ts';
import type { FleetSummary, SummaryRow, Trended } from '../../fleet/summary.ts';
import { FLEET_PAGE_SCRIPT } from './fleet-page-script.ts';
import { html } from './rehearsal-html.ts';
import { REHEARSAL_STYLE } from './rehearsal-style.ts';

/** What stands above the tables. */
export interface FleetPageFacts {
  /** The list or the files that the results are from. */
  readonly name: string;
  readonly checker: string;
  /** ISO date. */
  readonly day: string;
  /** The file of an earlier run; undefined without one. */
  readonly against: string | undefined;
}

const STYLE = `
body { max-width: 80rem; }
.tiles { display: flex; flex-wrap: wrap; gap: .5rem 2rem; padding: 0; margin: 1rem 0 0; list-style: none; }
.tiles strong { display: block; font-size: 1.5rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
.scrolled { overflow-x: auto; }
button { font: inherit; color: inherit; background: none; border: 0; padding: 0; cursor: pointer; text-align: inherit; }
button.rule { color: var(--mark); font: .92em ui-monospace, monospace; }
button:focus-visible, input:focus-visible, select:focus-visible { outline: 2px solid var(--mark); outline-offset: 2px; }
th[aria-sort=ascending] button::after { content: " ↑" / ""; } th[aria-sort=descending] button::after { content: " ↓" / ""; }
#controls { display: flex; flex-wrap: wrap; gap: .5rem 1rem; margin: .5rem 0 1rem; align-items: end; }
#controls label { display: grid; color: var(--dim); font-size: .93em; }
#controls[hidden] { display: none; }
input, select { font: inherit; color: inherit; background: var(--ground); border: 1px solid var(--dim); border-radius: 3px; padding: .2rem .4rem; max-width: 100%; }
td.rules { font: .85em/1.5 ui-monospace, monospace; min-width: 14rem; }
#repositories td:first-child { min-width: 10rem; }
`;

/** The results of a fleet as one page that asks for nothing from elsewhere. */
export function renderFleetPage(summary: FleetSummary, facts: FleetPageFacts): string {
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${digestOf(FLEET_PAGE_SCRIPT)}'`;
  const title = `Fleet: ${summary.repositories.toLocaleString('en')} repositories`;
  const about = [
    facts.name,
    facts.day,
    `dynoready ${facts.checker}`,
    ...(facts.against === undefined ? [] : [`compared with ${facts.against}`]),
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${html(title)}</title>
<style>${REHEARSAL_STYLE}${STYLE}</style>
</head>
<body>
<header>
<h1>${html(title)}</h1>
<p class="about">${about.map(html).join(' · ')}</p>
<ul class="tiles">${tiles(summary)}</ul>
</header>
<main>
<section><h2>By rule</h2>
${rulesTable(summary)}
</section>
<section><h2>Repositories</h2>
${controls(summary)}
${repositoriesTable(summary)}
</section>
</main>
<script>${FLEET_PAGE_SCRIPT}</script>
</body>
</html>
`;
}

function digestOf(script: string): string {
  return createHash('sha256').update(script).digest('base64');
}

function tiles({ statuses }: FleetSummary): string {
  return FLEET_STATUSES.flatMap((status) => {
    const trended = statuses.get(status);
    return trended === undefined
      ? []
      : `<li><strong class="${lookOf(status)}">${trended.now.toLocaleString('en')}</strong>${status}${since(trended)}</li>`;
  }).join('\n');
}

/** What a number was before, as words after it. */
function since({ now, before }: Trended): string {
  if (before === null) return '';
  if (before === now) return ' (as before)';
  return ` (${now > before ? '+' : '−'}${Math.abs(now - before).toLocaleString('en')})`;
}

function lookOf(status: string): string {
  if (status === 'ok') return 'good';
  return status === 'not-django' ? 'skipped' : status === 'findings' ? 'warn' : 'bad';
}

function rulesTable({ rules }: FleetSummary): string {
  if (rules.length === 0) return '<p class="good">No rule found anything.</p>';
  const hasBefore = rules.some(({ repositories }) => repositories.before !== null);
  const rows = rules.map(({ rule, repositories, findings }) => {
    const before = hasBefore ? `<td class="number">${repositories.before ?? 0}</td>` : '';
    return `<tr><td><button type="button" class="rule" data-rule="${html(rule)}">${html(rule)}</button></td><td class="number">${repositories.now}</td>${before}<td class="number">${findings}</td></tr>`;
  });
  const heading = hasBefore ? '<th scope="col" class="number">before</th>' : '';
  return `<div class="scrolled" tabindex="0" role="region" aria-label="By rule"><table><thead><tr><th scope="col">rule</th><th scope="col" class="number">repositories</th>${heading}<th scope="col" class="number">findings</th></tr></thead><tbody>${rows.join('\n')}</tbody></table></div>`;
}

function controls({ rules, statuses, rows, repositories }: FleetSummary): string {
  const option = (name: string): string => `<option>${html(name)}</option>`;
  const known = FLEET_STATUSES.filter((status) => statuses.has(status));
  const rest = repositories - rows.length;
  const note =
    rest === 0
      ? ''
      : `<p>The ${rows.length.toLocaleString('en')} repositories with the gravest results; ${rest.toLocaleString('en')} more are in the file of results.</p>\n`;
  return `${note}<form id="controls" hidden>
<label>name <input id="words" type="search"></label>
<label>status <select id="status"><option value="">all</option>${known.map(option).join('')}</select></label>
<label>rule <select id="rule"><option value="">all</option>${rules.map(({ rule }) => option(rule)).join('')}</select></label>
<output id="shown"></output>
</form>`;
}

const COLUMNS = ['errors', 'warnings', 'hints'] as const;

function repositoriesTable({ rows }: FleetSummary): string {
  const hasTrend = rows.some(({ trend }) => trend !== null);
  const headings = [
    heading('repository'),
    heading('status'),
    ...COLUMNS.map((name) => heading(name, 'number')),
    ...(hasTrend ? [heading('new', 'number'), heading('gone', 'number')] : []),
    heading('rules, or why there is no result'),
  ];
  const body = rows.map((row) => rowOf(row, hasTrend));
  return `<div class="scrolled" tabindex="0" role="region" aria-label="Repositories"><table id="repositories"><thead><tr>${headings.join('')}</tr></thead><tbody>${body.join('\n')}</tbody></table></div>`;
}

function heading(name: string, look = 'word'): string {
  return `<th scope="col" class="${look}"><button type="button">${name}</button></th>`;
}

function rowOf(row: SummaryRow, hasTrend: boolean): string {
  const { repository, status, rules, reason, trend, commit } = row;
  const numbers: (number | undefined)[] = COLUMNS.map((name) => row[name]);
  if (hasTrend) numbers.push(trend?.appeared, trend?.gone);
  const cells = numbers.map(
    (number) =>
      `<td class="number"${number === undefined ? ' data-value="-1"' : ''}>${number ?? ''}</td>`,
  );
  const about = commit === null ? '' : ` title="${commit}"`;
  return `<tr data-status="${status}" data-rules="${html(rules.join(' '))}"><td${about}>${html(repository)}</td><td class="word ${lookOf(status)}">${status}</td>${cells.join('')}<td class="rules">${html(reason ?? rules.join(' '))}</td></tr>`;
}
