import { defineRule } from '../check/rule.ts';

export default defineRule<{ text: string; file: string }>({
  id: 'requirement-invalid',
  group: 'dependencies',
  severity: 'error',
  since: '0.1.0',
  source: {
    title: 'pip documentation, "Requirements File Format"',
    url: 'https://pip.pypa.io/en/stable/reference/requirements-file-format/#structure',
  },
  leadsTo: ['install-dependencies::pip'],
  docs: 'A line that pip reads is neither a requirement nor an option.',
  example: { text: 'django = 5.2', file: 'requirements.txt' },
  *check({ dependencies }) {
    if (dependencies.managers[0]?.id !== 'pip') return;
    const read = new Set(
      dependencies.requirements.filter(({ group }) => group === 'main').map(({ at }) => at.file),
    );
    for (const { at, text } of dependencies.invalid) {
      if (at.file === 'requirements.txt' || read.has(at.file))
        yield { at, facts: { text, file: at.file } };
    }
  },
  message: ({ text, file }) => ({
    what: `\`${text}\` is not a requirement.`,
    why: 'pip rejects the whole file, and the build stops with `install-dependencies::pip`.',
    next: `Write a name with a version, or comment the line out. This command shows the same error:\n  python -m pip install --dry-run -r ${file}`,
  }),
});
