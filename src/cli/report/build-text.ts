import type { BuildPlan } from '../../heroku/buildpack/plan.ts';
import type { BuildResult } from '../../heroku/buildpack/report.ts';

/**
 * What follows the log of a build: the slug and its process types, and what differed from the
 * platform.
 */
export function renderBuildSummary({ report, slug, differences, cause }: BuildResult): string {
  const blocks = [['']];
  if (slug !== undefined) {
    const types = [...slug.processTypes].map(([name, command]) => `  ${name}: ${command}`);
    blocks.push([
      `Built for Python ${report.pythonVersion} with ${report.packageManager}; slug of ${(slug.slugBytes / 1e6).toFixed(1)} MB.`,
      ...(types.length === 0
        ? [
            'No process types: without a Procfile nothing answers requests (H14). Next: dynoready init --only procfile',
          ]
        : ['Process types:', ...types]),
    ]);
  } else
    blocks.push([
      ...(cause === undefined ? [] : [`${cause.what}.`]),
      `The build failed: ${report.failureReason ?? report.stage}${report.failureDetail ? ` (${report.failureDetail})` : ''}`,
    ]);
  if (differences.length > 0)
    blocks.push(['What this build cannot prove:', ...differences.map((one) => `  ${one}`)]);
  return `${blocks
    .map((lines) => lines.join('\n'))
    .join('\n\n')
    .trimStart()}\n`;
}

/**
 * The report as one JSON document, with the slug's size and process types (null after a failure).
 */
export function renderBuildJson({ report, slug, differences, cause }: BuildResult): string {
  const failureCause =
    cause === undefined ? null : { id: cause.id, what: cause.what, remedy: cause.remedy };
  const slugFacts =
    slug === undefined
      ? null
      : { slugBytes: slug.slugBytes, processTypes: Object.fromEntries(slug.processTypes) };
  return `${JSON.stringify({ schemaVersion: 1, ...report, failureCause, slug: slugFacts, differences }, null, 2)}\n`;
}

/**
 * What the files decide, one line each; a failure with its evidence and the command that explains
 * it.
 */
export function renderPlan(plan: BuildPlan): string {
  const lines = [
    [
      'Package manager',
      plan.packageManager === null
        ? null
        : `${plan.packageManager} ${plan.packageManagerVersion ?? ''}`.trim(),
    ],
    [
      'Python',
      plan.pythonVersion === null
        ? plan.pythonVersionRequested
        : `${plan.pythonVersion} (${plan.pythonVersionSource})`,
    ],
    [
      'Cache',
      [plan.cache, ...plan.cacheInvalidationReasons].filter((one) => one !== null).join(', ') ||
        null,
    ],
    ['Installs with', plan.installCommand],
    [
      'collectstatic',
      plan.collectstatic === 'ran' ? `runs with ${plan.managePy}` : plan.collectstatic,
    ],
    ['Warnings', plan.warnings.join(', ') || null],
    ['Not known', plan.beyondFacts.join('; ') || null],
  ].filter(([, value]) => value !== null);
  const text = lines.map(([name, value]) => `${`${name}:`.padEnd(17)}${value}`);
  if (plan.outcome === 'success')
    text.push('', 'Nothing in the files stands against this build. To run it: dynoready build');
  else {
    const id = plan.failureReason ?? plan.stage;
    text.push(
      '',
      `The build would fail: ${id}${plan.failureDetail ? ` (${plan.failureDetail})` : ''}`,
    );
    text.push(...plan.evidence.map((line) => `  ${line}`), `What to do: dynoready explain ${id}`);
  }
  return `${text.join('\n').trimStart()}\n`;
}
