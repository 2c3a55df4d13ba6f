import { defineRule, fixFrom } from '../check/rule.ts';
import { replaceRequirement } from '../edits/requirements.ts';
import { LARGE_PACKAGES, SLUG_LIMIT_MB } from '../facts/large-packages.ts';
import { markerHolds } from '../project/dependencies/marker.ts';
import { followRequirements } from '../project/dependencies/requirements-chain.ts';
import type { Repository } from '../project/repository.ts';
import type { SourceRange } from '../python/source-range.ts';
import { buildPython } from '../queries/python-version/python-versions.ts';

interface Facts {
  readonly package: string;
  readonly what: string;
  readonly wheelsMb: number;
  readonly instead: string;
  readonly manager: string;
}

export default defineRule<Facts>({
  id: 'slug-over-limit',
  group: 'dependencies',
  severity: 'error',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "Slug Compiler": slug size',
    url: 'https://devcenter.heroku.com/articles/slug-compiler#slug-size',
  },
  leadsTo: ['slug-too-large'],
  docs: 'A package is larger than a slug may be, such as torch with the CUDA libraries.',
  example: {
    package: 'torch',
    what: 'torch with the libraries of CUDA',
    wheelsMb: 2500,
    instead: '--extra-index-url https://download.pytorch.org/whl/cpu\n  torch==2.15.0+cpu',
    manager: 'pip',
  },
  *check(repository) {
    const manager = repository.dependencies.managers[0]?.id;
    if (manager === undefined) return;
    for (const { names, what, wheelsMb, instead, smallPackage } of LARGE_PACKAGES) {
      const found = names.flatMap((name) => findLarge(repository, name) ?? [])[0];
      if (found === undefined || (names.includes('torch') && takesCpuBuild(repository))) continue;
      yield {
        at: found.at,
        facts: { package: found.name, what, wheelsMb, instead, manager },
        // What brings torch might also be met by another build of it.
        ...(found.name === names[0] ? {} : { severity: 'warning' as const }),
        ...(smallPackage === undefined ? {} : renamed(repository, found, smallPackage)),
      };
    }
  },
  message: ({ package: name, what, wheelsMb, instead, manager }) => ({
    what: `\`${name}\` brings ${what}.`,
    why: `Its wheels for Linux have ${wheelsMb} MB, and a slug may have ${SLUG_LIMIT_MB} MB after compression: the build ends with \`slug-too-large\`.`,
    next:
      manager === 'uv' && instead.startsWith('--')
        ? 'Take the build without CUDA, and regenerate the lock file:\n  [[tool.uv.index]]\n  name = "pytorch-cpu"\n  url = "https://download.pytorch.org/whl/cpu"\n  explicit = true\n\n  [tool.uv.sources]\n  torch = { index = "pytorch-cpu" }\n\n  uv lock'
        : `Use the CPU-only build:\n  ${instead}`,
  }),
});

function renamed(
  { dependencies, files }: Repository,
  { name, at }: { readonly name: string; readonly at: SourceRange },
  smallPackage: string,
): ReturnType<typeof fixFrom> {
  const isList = dependencies.files.some(
    ({ path, kind }) => path === at.file && kind === 'requirements',
  );
  if (!isList) return {};
  const result = replaceRequirement(files.text(at.file) ?? '', name, { name: smallPackage });
  return fixFrom(`Take ${smallPackage}`, 'unsafe', at.file, result);
}

function findLarge(
  repository: Repository,
  name: string,
): { readonly name: string; readonly at: SourceRange } | undefined {
  const { dependencies } = repository;
  const python = buildPython(repository)?.line;
  const declared = dependencies.requirements.find(
    (one) => one.normalizedName === name && one.group === 'main',
  );
  if (declared !== undefined)
    return declared.url === undefined && markerHolds(declared.marker, python) === true
      ? { name, at: declared.at }
      : undefined;
  const locked = dependencies.locked.get(name);
  return locked === undefined ? undefined : { name, at: locked.at };
}

/** True when the files name the index of builds without CUDA, or a version of it. */
function takesCpuBuild({ dependencies, files }: Repository): boolean {
  const lists = dependencies.files.map(({ path }) => path);
  const chain = [...followRequirements(files, 'requirements.txt').files.keys()];
  return [...new Set([...lists, ...chain, 'pyproject.toml'])].some((path) =>
    /whl\/cpu\b|\+cpu\b|%2Bcpu/i.test(files.text(path) ?? ''),
  );
}
