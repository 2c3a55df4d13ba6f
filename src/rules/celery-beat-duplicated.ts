import { defineRule } from '../check/rule.ts';
import type { Repository } from '../project/repository.ts';
import {
  type CeleryProcess,
  celeryOption,
  celeryProcesses,
} from '../queries/processes/celery-processes.ts';
import { knownSetting } from '../queries/settings/production-settings.ts';

interface Facts {
  readonly processType: string;
  /** The process type that already runs a beat; undefined where one type has several dynos. */
  readonly other: string | undefined;
  readonly dynos: number;
}

export default defineRule<Facts>({
  id: 'celery-beat-duplicated',
  group: 'processes',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'Celery documentation, "Periodic Tasks"',
    url: 'https://docs.celeryq.dev/en/stable/userguide/periodic-tasks.html#introduction',
  },
  docs: 'Celery beat runs more than once, so each periodic task runs more than once.',
  example: { processType: 'worker', other: 'beat', dynos: 1 },
  *check(repository) {
    const planning = celeryProcesses(repository).filter(
      (one) =>
        one.beatAt !== undefined &&
        one.call.processType !== 'release' &&
        !isLocked(repository, one),
    );
    const quantityOf = ({ call }: CeleryProcess): number =>
      repository.appJson?.formation.get(call.processType)?.quantity ?? 1;
    const running = planning.filter((one) => quantityOf(one) > 0);
    for (const [index, one] of running.entries()) {
      const { processType } = one.call;
      const dynos = quantityOf(one);
      const other = running[index - 1]?.call.processType;
      if (dynos > 1) yield { at: one.beatAt, facts: { processType, other: undefined, dynos } };
      else if (other !== undefined) yield { at: one.beatAt, facts: { processType, other, dynos } };
    }
  },
  message: ({ processType, other, dynos }) => ({
    what:
      other === undefined
        ? `Each of the ${dynos} dynos of \`${processType}\` runs its own Celery beat.`
        : other === processType
          ? `The \`${processType}\` process runs Celery beat twice.`
          : `\`${processType}\` runs Celery beat, and so does \`${other}\`.`,
    why: 'Every beat puts each periodic task into the queue when it is due: mails go out twice and jobs run at the same time.',
    next: `Run beat in one process type of its own, without \`-B\` elsewhere, and never scale it past one dyno:\n  beat: celery --app PACKAGE beat\n  heroku ps:scale beat=1`,
  }),
});

/** RedBeat holds a lock in Redis, so that only one of several plans. */
function isLocked(repository: Repository, { call }: CeleryProcess): boolean {
  const scheduler =
    call.args.map(({ text }) => text).join(' ') +
    String(celeryOption(call, 'scheduler') ?? '') +
    String(knownSetting(repository, 'CELERY_BEAT_SCHEDULER')?.value ?? '');
  return /redbeat/i.test(scheduler);
}
