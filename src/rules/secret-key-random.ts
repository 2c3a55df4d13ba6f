import { defineRule } from '../check/rule.ts';
import type { If, Module } from '../python/nodes.ts';
import { dottedName, findAssignments, walk } from '../python/walk.ts';
import { productionChain, settingOf } from '../queries/settings/production-settings.ts';

const GENERATORS =
  /(^|\.)(get_random_secret_key|token_urlsafe|token_hex|token_bytes|uuid4|urandom|get_random_string)$/;

export default defineRule<{ call: string }>({
  id: 'secret-key-random',
  group: 'secrets',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "SECRET_KEY"',
    url: 'https://docs.djangoproject.com/en/6.1/ref/settings/#secret-key',
  },
  docs: 'The secret key is generated each time the settings are imported.',
  initFeature: 'secrets',
  example: { call: 'get_random_secret_key()' },
  *check(repository) {
    const state = settingOf(repository, 'SECRET_KEY');
    if (state?.state === 'known') return;
    const last = state?.state === 'computed' ? state.at : undefined;
    for (const source of productionChain(repository)) {
      const forTests = testBranches(source.module);
      for (const { value } of findAssignments(source.module, 'SECRET_KEY', { inBlocks: true })) {
        for (const node of value === null ? [] : walk(value)) {
          if (node.kind !== 'Call') continue;
          const name = dottedName(node.func);
          if (name === undefined || !GENERATORS.test(name)) continue;
          // Of several assignments the last one that runs on a dyno counts.
          if (
            last !== undefined &&
            (last.file !== source.file || node.start < last.start || node.end > last.end)
          )
            continue;
          if (
            forTests.some(({ body }) =>
              body.some(({ start, end }) => node.start >= start && node.end <= end),
            )
          )
            continue;
          yield {
            at: { file: source.file, start: node.start, end: node.end },
            facts: { call: `${name}()` },
          };
        }
      }
    }
  },
  message: ({ call }) => ({
    what: `SECRET_KEY is made by \`${call}\` when the settings are imported.`,
    why: 'Every process start generates a new key, so everyone is logged out at each restart, and with two dynos on every other request.',
    next: 'Read it from the environment, and set it once:\n  SECRET_KEY = os.environ["SECRET_KEY"]',
  }),
});

/** Branches for the machines that run tests, which a dyno never takes: `if "CI" in os.environ:`. */
function testBranches(module: Module): If[] {
  return [...walk(module)].filter(
    (node): node is If =>
      node.kind === 'If' &&
      [...walk(node.test)].some(
        (one) => one.kind === 'Constant' && /^(CI|GITHUB_ACTIONS)$/.test(String(one.value)),
      ),
  );
}
