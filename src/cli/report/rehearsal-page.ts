import type { Evidence, Phase, Rehearsal } from '../../heroku/rehearsal.ts';
import { memoryChart, timeLine } from './rehearsal-charts.ts';
import { html } from './rehearsal-html.ts';
import { REHEARSAL_STYLE } from './rehearsal-style.ts';

/** Requests that the page lists. */
const LISTED_REQUESTS = 200;

interface Sighting extends Evidence {
  readonly phase: Phase['name'];
}

/** The whole rehearsal as one page that asks for nothing from elsewhere and runs no script. */
export function renderRehearsalPage(rehearsal: Rehearsal): string {
  const sightings = rehearsal.phases.flatMap(({ name, evidence }) => evidence.map((one): Sighting => ({ ...one, phase: name })));
  const title = `Rehearsal of ${rehearsal.project.split('/').at(-1) ?? ''}: ${rehearsal.verdict}`;
  const sections = [
    section('Time', timeLine(rehearsal)),
    section('Findings', findings(sightings.filter(({ ok }) => !ok))),
    section('Memory', rehearsal.dynos.map(memoryChart).join('\n')),
    section('Requests', requests(rehearsal)),
    section('Proved', evidenceTable(sightings.filter(({ ok }) => ok))),
    section('What this rehearsal cannot know', list(rehearsal.differences)),
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
<h1>The rehearsal <span class="${rehearsal.verdict === 'passed' ? 'good' : 'bad'}">${verdict(rehearsal)}</span></h1>
<p class="about">${about(rehearsal)}</p>
${sections.join('\n')}
</body>
</html>
`;
}

function verdict({ verdict: word, phases }: Rehearsal): string {
  const failed = phases.filter((phase) => phase.verdict === 'failed').map(({ name }) => name);
  if (word === 'failed') return `failed in ${html(failed.join(', '))}`;
  return word === 'passed' ? 'passed' : 'was interrupted';
}

function about({ project, startedAt, durationMs, build, slugBytes, addons }: Rehearsal): string {
  const facts = [
    project,
    `${startedAt.slice(0, 19).replace('T', ' ')} UTC`,
    `${(durationMs / 1000).toFixed(1)} s`,
    ...(build?.pythonVersion == null ? [] : [`Python ${build.pythonVersion}`]),
    ...(slugBytes === null ? [] : [`slug of ${(slugBytes / 1e6).toFixed(1)} MB`]),
    ...addons.map(({ standIn }) => standIn),
  ];
  return facts.map(html).join(' · ');
}

function findings(sightings: readonly Sighting[]): string {
  return sightings.length === 0 ? '<p class="good">None: everything that was looked at is well.</p>' : evidenceTable(sightings);
}

function evidenceTable(sightings: readonly Sighting[]): string {
  if (sightings.length === 0) return '<p>Nothing.</p>';
  const rows = sightings.map(({ phase, name, ok, severity, expected, seen, rule }) => {
    const look = ok ? 'good' : severity === 'error' ? 'bad' : 'warn';
    const word = ok ? 'well' : severity === 'error' ? 'fails' : 'harms';
    const more = rule === undefined ? '' : `<br><code>dynoready explain ${html(rule)}</code>`;
    return `<tr><td class="word ${look}">${word}</td><td class="word">${phase}</td><td>${html(name)}</td><td>${html(expected)}</td><td>${html(seen)}${more}</td></tr>`;
  });
  return `<table><thead><tr><th></th><th class="word">phase</th><th>what</th><th>needed</th><th>seen</th></tr></thead><tbody>${rows.join('\n')}</tbody></table>`;
}

function requests({ requests: all }: Rehearsal): string {
  if (all.length === 0) return '<p>None was sent.</p>';
  const shown = all.slice(-LISTED_REQUESTS);
  const slowest = Math.max(1, ...shown.map(({ serviceMs }) => serviceMs ?? 0));
  const rows = shown.map(({ afterMs, method, path, dyno, status, code, serviceMs }) => {
    const look = status >= 500 || code !== null ? 'bad' : status >= 400 ? 'warn' : 'good';
    const width = (100 * (serviceMs ?? 0)) / slowest;
    return `<tr><td class="number">${(afterMs / 1000).toFixed(2)} s</td><td class="word ${look}">${status}${code === null ? '' : ` ${html(code)}`}</td><td>${html(method)} ${html(path)}</td><td class="word">${html(dyno ?? '')}</td>
<td class="number">${serviceMs === null ? '' : `${serviceMs.toFixed(0)} ms`}</td><td class="track ${look}"><span><i style="left:0;width:${width.toFixed(1)}%"></i></span></td></tr>`;
  });
  const caption = shown.length === all.length ? `${all.length} requests` : `The newest ${shown.length} of ${all.length} requests`;
  return `<table class="requests"><caption>${caption}</caption><thead><tr><th class="number">after</th><th>status</th><th>request</th><th>dyno</th><th class="number">service</th><th></th></tr></thead><tbody>${rows.join('\n')}</tbody></table>`;
}

function section(title: string, content: string): string {
  return `<section><h2>${title}</h2>\n${content}\n</section>`;
}

function list(texts: readonly string[]): string {
  return `<ul>${texts.map((text) => `<li>${html(text)}</li>`).join('\n')}</ul>`;
}
