import { defineRule } from '../check/rule.ts';
import { type WorkspaceFault, workspaceFaults } from '../queries/packages/uv-workspace.ts';

export default defineRule<WorkspaceFault['fault']>({
  id: 'uv-workspace-member-missing',
  group: 'dependencies',
  severity: 'error',
  since: '0.1.0',
  source: {
    title: 'uv documentation, "Using workspaces"',
    url: 'https://docs.astral.sh/uv/concepts/projects/workspaces/',
  },
  leadsTo: ['install-dependencies::uv', 'collectstatic-other', 'H10'],
  docs: 'The root of a uv workspace does not install the member with the Django project, or names a member that git does not push.',
  example: { kind: 'not-installed', name: 'backend', folder: 'backend' },
  *check(repository) {
    for (const { at, fault } of workspaceFaults(repository)) yield { at, facts: fault };
  },
  message: (fault) => {
    switch (fault.kind) {
      case 'folder-without-pyproject':
        return {
          what: `The workspace lists \`${fault.folder}\` as a member, but it has no pyproject.toml.`,
          why: 'uv stops at once: "Workspace member is missing a `pyproject.toml`", and the build ends with `install-dependencies::uv`.',
          next: `Add it to git, or leave the folder out:\n  [tool.uv.workspace]\n  exclude = ["${fault.folder}"]`,
        };
      case 'no-member':
        return {
          what: `\`${fault.name}\` is to come from the workspace, which has no member of that name.`,
          why: 'uv stops at once: "references a workspace in `tool.uv.sources`, but is not a workspace member", and the build ends with `install-dependencies::uv`.',
          next: 'Add the folder of the member to git, and to `members` of [tool.uv.workspace].',
        };
      case 'not-installed':
        return {
          what: `The Django project is in the workspace member \`${fault.name}\`, which the root does not depend on.`,
          why: "The build installs only the root's own dependencies. Django is missing, and the first import fails.",
          next: `Make the root depend on it, and regenerate the lock file:\n  [project]\n  dependencies = ["${fault.name}"]\n\n  [tool.uv.sources]\n  ${fault.name} = { workspace = true }\n\n  uv lock`,
        };
    }
  },
});
