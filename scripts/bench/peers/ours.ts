import type { Peer } from './peer.ts';

/** This package, as built. Its config vars are those that it writes into app.json. */
export function ours(main: string): Peer {
  return {
    name: 'dynoready',
    packages: [],
    followed: '`dynoready init --yes`. Its config vars are those of the app.json that it writes.',
    apply: async (djangoProject) => ({
      configVars: {},
      toolMs: await djangoProject.run(`"${process.execPath}" "${main}" init --yes`),
    }),
  };
}
