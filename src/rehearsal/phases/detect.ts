import type { RuleId } from '../../check/rule-ids.ts';
import type { Repository } from '../../project/repository.ts';
import type { Evidence, EvidenceId, PhaseOutcome } from '../rehearsal.ts';
import { RULE_OF_OBSERVATION as RULE } from '../rules-of-observations.ts';

/**
 * What stands in the repository before anything runs. Never fails: what is missing here fails later
 * with the platform's own words.
 */
export function detect(
  repository: Repository,
  missingConfigVars: readonly string[],
): Omit<PhaseOutcome, 'log'> {
  const { djangoProject, procfile } = repository;
  const module = djangoProject?.productionModule?.value;
  const types = [...(procfile?.processTypes.keys() ?? [])];
  const evidence = [
    look(
      'django-project',
      'Django project',
      djangoProject !== undefined,
      'a manage.py at most two folders deep',
      djangoProject?.managePath ?? 'none found',
    ),
    look(
      'production-settings',
      'production settings',
      module !== undefined,
      'a settings module that wsgi or the environment names',
      module ?? 'none found',
    ),
    look(
      'procfile',
      'Procfile',
      types.includes('web'),
      'a line `web: …`',
      types.length === 0 ? 'none found' : types.join(', '),
      RULE.noWebProcess,
    ),
  ];
  if (missingConfigVars.length > 0) {
    const expected = 'a value: --config-var NAME=value, or --env-file FILE';
    evidence.push(
      look(
        'required-config-vars',
        'required config vars',
        false,
        expected,
        `without a value: ${missingConfigVars.join(', ')}`,
      ),
    );
  }
  return { reason: null, evidence };
}

function look(
  id: EvidenceId,
  name: string,
  ok: boolean,
  expected: string,
  seen: string,
  rule?: RuleId,
): Evidence {
  return {
    id,
    name,
    ok,
    severity: 'warning',
    expected,
    seen,
    ...(ok || rule === undefined ? {} : { rule }),
  };
}
