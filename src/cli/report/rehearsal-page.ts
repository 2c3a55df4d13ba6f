import type { Evidence, Phase, Rehearsal } from '../../rehearsal/rehearsal.ts';
import { memory, timeLine } from './rehearsal-charts.ts';
import { html } from './rehearsal-html.ts';
import { requestTables } from './rehearsal-requests.ts';
import { REHEARSAL_STYLE } from './rehearsal-style.ts';

/** Lines of the log of a failed phase that the page holds. */
const LOG_LINES = 200;

interface Violation extends Evidence {
  readonly phase: Phase['name'];
}

/** The whole rehearsal as one page that asks for nothing from elsewhere and runs no script. */
export function renderRehearsalPage(rehearsal: Rehearsal): string {
  const sightings = rehearsal.phases.flatMap(({ name, evidence }) =>
    evidence.map((one): Violation => ({ ...one, phase: name })),
  );
  const title = `Rehearsal of ${nameOf(rehearsal)}: ${rehearsal.verdict}`;
  const first = [
    section('Time', timeLine(rehearsal)),
    section(
      'Findings',
      findings(
        rehearsal,
        sightings.filter(({ ok }) => !ok),
      ) + rehearsal.phases.map(failedLog).join(''),
    ),
  ];
  const sections = [
    // Whoever opens the page of a failure wants to know what failed.
    ...(rehearsal.verdict === 'failed' ? first.reverse() : first),
    section('Memory', memory(rehearsal)),
    section('Requests', requestTables(rehearsal)),
    section('Checks passed', evidenceTable(sightings.filter(({ ok }) => ok))),
    section('What this rehearsal cannot prove', list(rehearsal.differences)),
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${html(title)}</title>
<style>${REHEARSAL_STYLE}</style>
</head>
<body>
<header>
<h1>The rehearsal <span class="${rehearsal.verdict === 'passed' ? 'good' : 'bad'}">${verdict(rehearsal)}</span></h1>
<p class="about">${about(rehearsal)}</p>
</header>
<main>
${sections.join('\n')}
</main>
</body>
</html>
`;
}

function verdict({ verdict: word, phases }: Rehearsal): string {
  const failed = phases.filter((phase) => phase.verdict === 'failed').map(({ name }) => name);
  if (word === 'failed') return `failed in ${html(failed.join(', '))}`;
  return word === 'passed' ? 'passed' : 'was interrupted';
}

/** The name of the project's folder; its whole path is nobody else's business. */
function nameOf({ project }: Rehearsal): string {
  return project.split(/[\\/]/).at(-1) ?? '';
}

function about(rehearsal: Rehearsal): string {
  const { startedAt, durationMs, build, slugBytes, addons } = rehearsal;
  const facts = [
    nameOf(rehearsal),
    `${startedAt.slice(0, 19).replace('T', ' ')} UTC`,
    `${(durationMs / 1000).toFixed(1)} s`,
    ...(build?.pythonVersion == null ? [] : [`Python ${build.pythonVersion}`]),
    ...(slugBytes === null ? [] : [`slug of ${(slugBytes / 1e6).toFixed(1)} MB`]),
    ...addons.map(({ standIn }) => standIn),
  ];
  return facts.map(html).join(' · ');
}

/** A phase can fail for a reason that no evidence holds: its reason is the finding then. */
function findings({ phases }: Rehearsal, sightings: readonly Violation[]): string {
  const silent = phases.filter(
    ({ verdict: word, evidence }) => word === 'failed' && evidence.every(({ ok }) => ok),
  );
  const reasons = silent
    .map(
      ({ name, reason }) =>
        `<p><strong class="bad">${name}</strong> ${html(reason ?? 'failed')}</p>\n`,
    )
    .join('');
  if (sightings.length > 0) return reasons + evidenceTable(sightings);
  return reasons === '' ? '<p class="good">None: every check passed.</p>' : reasons;
}

function evidenceTable(sightings: readonly Violation[]): string {
  if (sightings.length === 0) return '<p>Nothing.</p>';
  const rows = sightings.map(({ phase, name, ok, severity, expected, seen, rule }) => {
    const look = ok ? 'good' : severity === 'error' ? 'bad' : 'warn';
    const word = ok ? 'passed' : severity === 'error' ? 'failed' : 'warning';
    const more = rule === undefined ? '' : `<br><code>dynoready explain ${html(rule)}</code>`;
    return `<tr><td class="word ${look}">${word}</td><td class="word">${phase}</td><td>${html(name)}</td><td>${html(expected)}</td><td>${html(seen)}${more}</td></tr>`;
  });
  return `<table class="evidence"><thead><tr><th scope="col">result</th><th scope="col" class="word">phase</th><th scope="col">check</th><th scope="col">expected</th><th scope="col">seen</th></tr></thead><tbody>${rows.join('\n')}</tbody></table>`;
}

/** The end of the log of a phase that failed, to be opened. */
function failedLog({ name, verdict: word, log }: Phase): string {
  if (word !== 'failed' || log.length === 0) return '';
  const shown = log.slice(-LOG_LINES);
  const summary = `The log of ${name}${shown.length < log.length ? `, its last ${shown.length} of ${log.length} lines` : ` (${log.length} lines)`}`;
  return `\n<details><summary>${summary}</summary><pre>${shown.map(html).join('\n')}</pre></details>`;
}

function section(title: string, content: string): string {
  return `<section><h2>${title}</h2>\n${content}\n</section>`;
}

function list(texts: readonly string[]): string {
  return `<ul>${texts.map((text) => `<li>${html(text)}</li>`).join('\n')}</ul>`;
}
