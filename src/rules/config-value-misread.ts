import { defineRule } from '../check/rule.ts';
import { endsEarly, type ValueFault } from '../facts/config-values.ts';
import type { Repository } from '../project/repository.ts';
import type { SourceRange } from '../python/source-range.ts';
import { productionChain, productionSettings } from '../queries/settings/production-settings.ts';

interface Facts {
  readonly variable: string;
  readonly file: string;
  readonly fault: ValueFault;
}

export default defineRule<Facts>({
  id: 'config-value-misread',
  group: 'secrets',
  severity: 'error',
  since: '0.1.0',
  source: {
    title:
      'django-environ documentation, "FAQ" and "Tips": unsafe characters in URLs, proxy values',
    url: 'https://django-environ.readthedocs.io/en/latest/tips.html',
  },
  docs: 'A value that is tracked in git reads otherwise than it was meant.',
  example: { variable: 'DATABASE_URL', file: 'app.json', fault: 'url' },
  *check(repository) {
    const read = new Set(productionSettings(repository)?.lookups.map(({ variable }) => variable));
    const usesEnviron = productionChain(repository).some(({ text }) =>
      /^[ \t]*(import environ|from environ import)\b/m.test(text),
    );
    const isInterpolated = !productionChain(repository).some(({ text }) =>
      /\binterpolate\s*=\s*False/.test(text),
    );
    for (const { variable, value, at } of trackedValues(repository)) {
      const fault = endsEarly(value)
        ? 'url'
        : usesEnviron && isInterpolated && /^\$./.test(value) && read.has(variable)
          ? 'dollar'
          : at.file.endsWith('.ini') && /%(?!%|\()/.test(value.replaceAll('%%', ''))
            ? 'percent'
            : undefined;
      if (fault === undefined) continue;
      const isExample = /example|sample|template|dist$/.test(at.file);
      yield {
        at,
        facts: { variable, file: at.file, fault },
        ...(isExample ? { severity: 'warning' as const } : {}),
      };
    }
  },
  message: ({ variable, file, fault }) => ({
    what: {
      url: `The address of ${variable} in \`${file}\` has a password with #, /, ? or a bracket.`,
      dollar: `The value of ${variable} in \`${file}\` begins with $.`,
      percent: `The value of ${variable} in \`${file}\` holds a single %.`,
    }[fault],
    why: {
      url: 'The character ends the host there: the settings stop with "Port could not be cast to integer value" as soon as they read the address.',
      dollar: `django-environ takes what follows for the name of another variable: ImproperlyConfigured "Set the … environment variable", although ${variable} is set.`,
      percent:
        'Python takes it for a reference: "invalid interpolation syntax" as soon as the settings read the file.',
    }[fault],
    next: {
      url: 'Percent-encode the password: # is %23, / is %2F, ? is %3F, [ is %5B.\n  python -c "import urllib.parse; print(urllib.parse.quote(input(), safe=\'\'))"',
      dollar: `Take a value that begins otherwise, or read it as it is:\n  os.environ["${variable}"]`,
      percent: 'Double it: %%.',
    }[fault],
  }),
});

interface TrackedValue {
  readonly variable: string;
  readonly value: string;
  readonly at: SourceRange;
}

/** Values of config vars in app.json, and in the files of variables that git holds. */
function* trackedValues({ appJson, files, git }: Repository): Generator<TrackedValue> {
  for (const { name, value, at } of appJson?.env.values() ?? [])
    if (value !== undefined) yield { variable: name, value, at };
  for (const file of files.paths) {
    if (!/^(.*\/)?(\.env(\.[\w.]+)?|env\.(example|sample)|settings\.ini)$/.test(file)) continue;
    if (git !== undefined && !git.tracked.has(file)) continue;
    const text = files.text(file) ?? '';
    for (const match of text.matchAll(
      /^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=[ \t]*(["']?)([^\r\n]*?)\2[ \t]*\r?$/gm,
    )) {
      const start = match.index + match[0].indexOf(match[1]!);
      yield {
        variable: match[1]!,
        value: match[3]!,
        at: { file, start, end: start + match[1]!.length },
      };
    }
  }
}
