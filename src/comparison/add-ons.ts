import type { LiveApp } from '../platform-api/live-app.ts';
import type { AppJson } from '../project/app-json.ts';
import { type Difference, difference } from './difference.ts';

/** Add-ons that one side lacks, that have another plan, or that are not ready. */
export function compareAddons(appJson: AppJson | undefined, live: LiveApp): Difference[] {
  const declared = new Map((appJson?.addons ?? []).map(({ value }) => [serviceOf(value), value]));
  const attached = new Map(live.addons.map((one) => [serviceOf(one.plan), one]));
  const differences: Difference[] = [];
  for (const [subject, here] of declared) {
    const plan = attached.get(subject)?.plan;
    if (plan === undefined)
      differences.push(difference('add-on-missing', 'breaks', subject, { here }));
    else if (here.includes(':') && here !== plan)
      differences.push(difference('add-on-plan', 'note', subject, { here, live: plan }));
  }
  for (const [subject, { plan, state }] of attached) {
    if (!declared.has(subject))
      differences.push(difference('add-on-not-declared', 'note', subject, { live: plan }));
    if (state !== 'provisioned')
      differences.push(difference('add-on-not-ready', 'harms', subject, { live: state }));
  }
  return differences;
}

function serviceOf(plan: string): string {
  return plan.split(':')[0]!;
}
