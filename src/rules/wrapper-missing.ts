import { defineRule } from '../check/rule.ts';
import type { Repository } from '../project/repository.ts';
import { allProcessCalls, type WrapperCall } from '../queries/processes/process-commands.ts';

interface Facts {
  readonly program: string;
  readonly processType: string;
  readonly kind: 'buildpack' | 'package';
  /** What would bring it. */
  readonly source: string;
  /** True when app.json lists buildpacks, so that this one is certainly not among them. */
  readonly certain: boolean;
}

export default defineRule<Facts>({
  id: 'wrapper-missing',
  group: 'processes',
  severity: 'error',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "Using Multiple Buildpacks for an App"',
    url: 'https://devcenter.heroku.com/articles/using-multiple-buildpacks-for-an-app',
  },
  leadsTo: ['H10'],
  docs: 'A process starts through a program that no buildpack of app.json and no declared package brings.',
  example: {
    program: 'bin/start-pgbouncer',
    processType: 'web',
    kind: 'buildpack',
    source: 'heroku/pgbouncer',
    certain: true,
  },
  *check(repository) {
    for (const call of allProcessCalls(repository)) {
      for (const wrapper of call.wrappers) {
        const facts = judge(repository, wrapper);
        if (facts === undefined) continue;
        yield {
          at: wrapper.program.at,
          facts: { ...facts, processType: call.processType },
          ...(facts.certain ? {} : { severity: 'warning' as const }),
        };
      }
    }
  },
  message: ({ program, processType, kind, source, certain }) => ({
    what:
      kind === 'package'
        ? `The \`${processType}\` process starts through \`${program}\`, and its package \`${source}\` is not declared.`
        : `The \`${processType}\` process starts through \`${program}\`, and app.json lists no buildpack that brings it.`,
    why: certain
      ? `The shell answers "${program}: ${program.includes('/') ? 'No such file or directory' : 'command not found'}", and the process crashes at every start.`
      : `An app made from app.json does not have it: the shell answers "${program}: No such file or directory", and the process crashes at every start.`,
    next:
      kind === 'package'
        ? `Add \`${source}\` to the main dependencies, or take \`${program}\` out of the Procfile.`
        : `List the buildpack in app.json, or take \`${program}\` out of the Procfile:\n  "buildpacks": [{ "url": "${source}" }, { "url": "heroku/python" }]`,
  }),
});

function judge(
  { appJson, dependencies, files }: Repository,
  { wrapper, program }: WrapperCall,
): Omit<Facts, 'processType'> | undefined {
  const { package: name, buildpack } = wrapper;
  if (name !== undefined) {
    if (dependencies.managers.length === 0 || dependencies.declares(name)) return undefined;
    // The command of OpenTelemetry comes with its instrumentation, which others bring along.
    if (dependencies.requirements.some((one) => /^opentelemetry|^splunk/.test(one.name)))
      return undefined;
    return { program: program.text, kind: 'package', source: name, certain: true };
  }
  // Without app.json the buildpacks are set on the app itself, where reading files does not see
  // them.
  if (buildpack === undefined || appJson === undefined) return undefined;
  const path = program.text.replace(/^(\.?\/)?(app\/)?/, '');
  if (files.has(path) || files.has('project.toml')) return undefined;
  const listed = appJson.buildpacks.map(({ value }) => value);
  if (listed.some((one) => buildpack.pattern.test(one) || /multi/i.test(one))) return undefined;
  return {
    program: program.text,
    kind: 'buildpack',
    source: buildpack.name,
    certain: listed.length > 0,
  };
}
