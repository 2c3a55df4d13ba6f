import { defineRule } from '../check/rule.ts';
import {
  type UnhashedRequirement,
  unhashedRequirements,
} from '../queries/packages/requirement-hashes.ts';

interface Facts {
  readonly texts: readonly string[];
  readonly lacks: UnhashedRequirement['lacks'];
}

export default defineRule<Facts>({
  id: 'requirement-hash-missing',
  group: 'dependencies',
  severity: 'error',
  since: '0.1.0',
  source: {
    title: 'pip documentation, "Secure installs": hash-checking mode',
    url: 'https://pip.pypa.io/en/stable/topics/secure-installs/#hash-checking-mode',
  },
  leadsTo: ['install-dependencies::pip'],
  docs: 'Some requirements have hashes, and others have none or no exact version.',
  example: { texts: ['gunicorn>=27,<28', 'whitenoise>=6.12,<7'], lacks: 'pin' },
  *check(repository) {
    const found = unhashedRequirements(repository);
    const [first] = found;
    if (first === undefined) return;
    yield { at: first.at, facts: { texts: found.map(({ text }) => text), lacks: first.lacks } };
  },
  message: ({ texts, lacks }) => ({
    what: `${shown(texts)} ${texts.length === 1 ? 'has' : 'have'} no hash, and other requirements do.`,
    why: `If one requirement has a hash, pip requires one for every package, so the build stops with \`install-dependencies::pip\`: ${SYMPTOM[lacks]}.`,
    next: 'Compile the whole list with hashes from a requirements.in that holds your own ranges:\n  pip-compile --generate-hashes requirements.in\n\nOr remove the hashes from every line.',
  }),
});

const SYMPTOM = {
  pin: '"In --require-hashes mode, all requirements must have their versions pinned with =="',
  hash: '"Hashes are required in --require-hashes mode, but they are missing"',
  source: '"Can\'t verify hashes for these requirements", since it is no single file',
} as const;

function shown(texts: readonly string[]): string {
  const names = texts.slice(0, 3).map((text) => `\`${text.replace(/\s+/g, ' ').trim()}\``);
  const rest = texts.length - names.length;
  return `${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
