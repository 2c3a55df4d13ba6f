import { addGunicorn, type Peer } from './peer.ts';

/** The least that Heroku takes for a web app. */
export const bare: Peer = {
  name: 'bare',
  packages: [],
  followed: 'gunicorn in requirements.txt and a Procfile, nothing else.',
  apply: async (djangoProject) => {
    addGunicorn(djangoProject);
    return { configVars: {}, toolMs: undefined };
  },
};
