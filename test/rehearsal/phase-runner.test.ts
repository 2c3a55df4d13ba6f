import { expect, test } from 'vitest';
import { createPhaseRunner } from '../../src/rehearsal/phase-runner.ts';
import type { Evidence } from '../../src/rehearsal/rehearsal.ts';

test('a secret is hidden in every text of evidence that may quote the project', async () => {
  const runner = createPhaseRunner({
    signal: new AbortController().signal,
    onPhase: () => {},
    onLine: () => {},
    hide: (text) => text.replaceAll('hunter2', '[hidden]'),
  });
  const evidence: Evidence = {
    id: 'page',
    subject: '/?key=hunter2',
    name: 'page /?key=hunter2',
    ok: false,
    severity: 'error',
    expected: 'no server error',
    seen: '500; the log says: KeyError: hunter2',
    facts: { error: 'KeyError: hunter2', addresses: ['hunter2:80'], operations: [] },
  };
  await runner.run('probe', async () => ({ reason: 'page: hunter2', evidence: [evidence] }));
  const [phase] = runner.phases;
  expect(JSON.stringify(phase)).not.toContain('hunter2');
  expect(phase?.evidence[0]).toEqual({
    ...evidence,
    subject: '/?key=[hidden]',
    name: 'page /?key=[hidden]',
    seen: '500; the log says: KeyError: [hidden]',
    facts: { error: 'KeyError: [hidden]', addresses: ['[hidden]:80'], operations: [] },
  });
});
