import { factsInForce, newestReading } from '../../facts/in-force.ts';
import { isDue, type Layer } from '../../upgrades/layers.ts';
import type { DeclaredPackage } from '../../upgrades/packages.ts';
import type { djangoChoice, UpgradeStep } from '../../upgrades/upgrade-plan.ts';
import { alignColumns, renderPackages } from './package-text.ts';

/** What a run of `keep-up` found. */
export interface KeepUpReport {
  readonly today: string;
  readonly withinDays: number;
  /** What the reader has to know about where it was read, a sentence each. */
  readonly notes: readonly string[];
  readonly layers: readonly Layer[];
  readonly packages: readonly DeclaredPackage[];
  /** True when the package index was not to be asked. */
  readonly isOffline: boolean;
  /** The two ends that a plan can have, with the days that each buys. */
  readonly choice: ReturnType<typeof djangoChoice>;
  readonly plan: readonly UpgradeStep[];
}

/**
 * True when everything was told and nothing is due: no layer, and no package with a known
 * vulnerability or of which the index says nothing, unless it was not to be asked.
 */
export function isCalm({ layers, packages, isOffline, withinDays }: KeepUpReport): boolean {
  const open = layers.some((layer) => layer.cannotTell !== undefined || isDue(layer, withinDays));
  const weak = packages.some(({ vulnerabilities }) =>
    vulnerabilities === undefined ? !isOffline : vulnerabilities.length > 0,
  );
  return !open && !weak;
}

/** The report as a table and a numbered plan, with a line end. */
export function renderKeepUp(report: KeepUpReport, color: boolean): string {
  const paint = (code: string, text: string): string =>
    color ? `\x1b[${code}m${text}\x1b[0m` : text;
  const rows = report.layers.map((layer) => [
    layer.name,
    `${layer.inUse ?? ''}${layer.cannotTell === undefined ? '' : '?'}`,
    layer.newest ?? '-',
    layer.newestOnHeroku ?? '-',
    layer.supportedUntil ?? '-',
    daysLeftText(layer),
    nextText(nextStep(layer, report.plan)),
    [layer.from, layer.platform].filter((part) => part !== undefined).join('; '),
  ]);
  const header = [
    'layer',
    'in use',
    'newest',
    'on Heroku',
    'supported until',
    'days left',
    'next',
    'from',
  ];
  const [head = '', ...lines] = alignColumns([header, ...rows]);
  const table = [
    paint('1', head),
    ...report.layers.map((layer, index) =>
      isDue(layer, report.withinDays) ? paint('31', lines[index]!) : lines[index]!,
    ),
  ].join('\n');
  const parts = [
    ...report.notes,
    table,
    ...renderUnsure(report.layers),
    ...renderPackages(report.packages, report.isOffline),
    renderPlan(report),
    renderVerdict(report),
  ];
  return `${parts.join('\n\n')}\n`;
}

function renderUnsure(layers: readonly Layer[]): readonly string[] {
  const unsure = layers.filter(({ cannotTell }) => cannotTell !== undefined);
  if (unsure.length === 0) return [];
  const lines = unsure.map(({ name, cannotTell }) => `  ${name}: ${cannotTell}`);
  return [['Cannot tell:', ...lines].join('\n')];
}

function daysLeftText({ daysLeft }: Layer): string {
  if (daysLeft === undefined) return '-';
  return daysLeft < 0 ? `ended ${-daysLeft} ago` : String(daysLeft);
}

function nextText(next: ReturnType<typeof nextStep>): string {
  return next === null ? '-' : `${next.to} (step ${next.step})`;
}

function renderPlan({ plan, choice }: KeepUpReport): string {
  if (plan.length === 0) return 'Nothing to raise: each layer that is known is the newest.';
  const ends = choice
    .map(({ series, lts, days }) => `${series}${lts ? ' (long-term)' : ''} for ${days} days`)
    .join(', or ');
  return [
    'In this order, each deployed before the next begins:',
    ...plan.map(renderStep),
    ...(plan.some(({ layer }) => layer === 'Django')
      ? [`Django can end at ${ends}: --target lts or newest.`]
      : []),
  ].join('\n');
}

/** One step of the plan as lines, the first with its number. */
export function renderStep(step: UpgradeStep, index: number): string {
  const together = step.withPython === undefined ? '' : ` with Python ${step.withPython}`;
  const raised = step.packages.map(
    ({ name, from, to }) => `${name} ${from} → ${to}: the first that declares Django ${step.to}`,
  );
  const lines = [
    ...raised,
    ...step.do,
    ...step.codemod,
    ...step.check.map((one) => `check: ${one}`),
  ];
  return `${String(index + 1).padStart(2)}. ${step.layer} ${step.from ?? '?'} → ${step.to}${together}: ${step.because}\n${lines.map((one) => `      ${one}`).join('\n')}`;
}

function renderVerdict(report: KeepUpReport): string {
  const { layers, withinDays, today } = report;
  const due = layers
    .filter((layer) => isDue(layer, withinDays))
    .map(({ name, inUse }) => `${name} ${inUse}`);
  const unsure = layers.filter(({ cannotTell }) => cannotTell !== undefined);
  const when =
    withinDays === 0
      ? 'is out of support'
      : `is out of support, or will be within ${withinDays} days`;
  const verdict =
    due.length === 0
      ? `Nothing ${unsure.length === 0 ? '' : 'that can be told '}${when}.`
      : `${due.join(' and ')} ${due.length === 1 ? when : when.replaceAll('is out', 'are out')}.`;
  const { tables } = factsInForce();
  const { name, since, means, source } = tables.platform.phase;
  const open =
    unsure.length === 0
      ? ''
      : ` It cannot be told of ${unsure.map(({ name }) => name).join(', ')}: name it in a file, or with --assume.`;
  return `${verdict}${open}${weaknesses(report)} Counted from ${today}; dates read on ${newestReading(tables)}.

Heroku has been in ${name} since ${since}: ${means}
Source: ${source.title}, ${source.url}`;
}

function weaknesses({ packages, isOffline }: KeepUpReport): string {
  const weak = packages.filter(({ vulnerabilities = [] }) => vulnerabilities.length > 0);
  const silent = packages.filter(({ vulnerabilities }) => vulnerabilities === undefined);
  const listed = (found: typeof packages): string => found.map(({ name }) => name).join(', ');
  return [
    weak.length === 0 ? '' : ` Known vulnerabilities: ${listed(weak)}.`,
    silent.length === 0 || isOffline
      ? ''
      : ` Nothing tells the known vulnerabilities of ${listed(silent)}.`,
  ].join('');
}

/** The report as the public JSON document, with a line end. */
export function keepUpJson({
  today,
  withinDays,
  notes,
  layers,
  packages,
  choice,
  plan,
}: KeepUpReport): string {
  const document = {
    schemaVersion: 1,
    today,
    datesRead: newestReading(factsInForce().tables),
    withinDays,
    notes,
    layers: layers.map((layer) => ({
      name: layer.name,
      inUse: layer.inUse ?? null,
      from: layer.from,
      newest: layer.newest ?? null,
      newestOnHeroku: layer.newestOnHeroku ?? null,
      supportedUntil: layer.supportedUntil ?? null,
      daysLeft: layer.daysLeft ?? null,
      platform: layer.platform ?? null,
      cannotTell: layer.cannotTell ?? null,
      due: isDue(layer, withinDays),
      next: nextStep(layer, plan),
    })),
    packages: packages.map((one) => ({
      ...one,
      inUse: one.inUse ?? null,
      newest: one.newest ?? null,
      python: one.python ?? null,
      vulnerabilities: one.vulnerabilities ?? null,
      raises: one.raises.map(({ django, to }) => ({ django, to: to ?? null })),
    })),
    platform: factsInForce().tables.platform.phase,
    choice,
    plan: plan.map((step) => ({
      ...step,
      from: step.from ?? null,
      withPython: step.withPython ?? null,
    })),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function nextStep(layer: Layer, plan: readonly UpgradeStep[]): { to: string; step: number } | null {
  const index = plan.findIndex((step) => step.layer === layer.name);
  return index < 0 ? null : { to: plan[index]!.to, step: index + 1 };
}
