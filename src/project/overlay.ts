import { type FileTree, lazyFiles } from '../python/file-tree.ts';
import { assembleRepository, type ProjectOptions } from './assemble.ts';
import type { Repository } from './repository.ts';

/**
 * The project with other texts for some of its files; undefined takes a file away. Git tracks and
 * ignores as before, new files being tracked. `optionsOf` says what is known beyond the files, for
 * that tree.
 */
export function overlay(
  repository: Repository,
  texts: ReadonlyMap<string, string | undefined>,
  optionsOf: (files: FileTree) => ProjectOptions = () => ({}),
): Repository {
  const { files, git } = repository;
  const gone = new Set([...texts].flatMap(([path, text]) => (text === undefined ? [path] : [])));
  const paths = [...new Set([...files.paths, ...texts.keys()])].filter((path) => !gone.has(path));
  const tree = lazyFiles({
    paths,
    symlinks: files.symlinks,
    passedOver: () => files.passedOver(),
    load: (path) => {
      const text = texts.get(path);
      return text === undefined ? files.bytes(path) : Buffer.from(text, 'utf8');
    },
  });
  const created = [...texts.keys()].filter((path) => !gone.has(path) && !files.has(path));
  const after = git && {
    ...git,
    tracked: new Set([...git.tracked, ...created].filter((path) => !gone.has(path))),
    isIgnored: (path: string) => git.isIgnored(path),
  };
  const chosen: ProjectOptions =
    repository.djangoProject === undefined ? {} : { project: repository.djangoProject.managePath };
  return assembleRepository(repository.root, tree, {
    ...chosen,
    ...optionsOf(tree),
    git: () => after,
  });
}

/** The overlaid repository with the production module that was found before, whatever now names it. */
export function overlayInProduction(
  repository: Repository,
  texts: ReadonlyMap<string, string | undefined>,
): Repository {
  const module = repository.djangoProject?.productionModule?.value;
  return overlay(repository, texts, () =>
    module === undefined ? {} : { productionModule: module },
  );
}
