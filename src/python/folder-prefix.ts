/** What the paths below a folder begin with: `''` for the root of the tree, else `folder/`. */
export function folderPrefix(folder: string): string {
  return folder === '' ? '' : `${folder}/`;
}
