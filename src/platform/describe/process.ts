import { DYNO_SIZES } from '../../facts/dynos.ts';
import type { Dyno } from '../../heroku/dyno/start-dyno.ts';
import type { Json } from '../api/route.ts';
import type { Platform } from '../platform-parts.ts';
import type { OneOff } from '../runtime/one-offs.ts';
import { servingRelease, slugOf } from '../state/app-ledger.ts';
import type { AppRecord } from '../state/records.ts';
import { idFor, nameApp } from './app.ts';

/** `standard-1x` as the API writes it: `Standard-1X`. */
export function sizeTitle(name: string): string {
  return name
    .split('-')
    .map((word) =>
      /^(\d?x?l|ram|m|\dx)$/.test(word)
        ? word.toUpperCase()
        : word[0]?.toUpperCase() + word.slice(1),
    )
    .join('-');
}

/** A process type as `GET /apps/{app}/formation` answers it. */
export function describeFormation(app: AppRecord): readonly Json[] {
  const slug = slugOf(app, servingRelease(app));
  return Object.entries(slug?.processTypes ?? {}).flatMap(([type, command]): Json[] => {
    const entry = app.formation[type];
    if (entry === undefined) return [];
    return [
      {
        app: nameApp(app),
        command,
        created_at: entry.createdAt,
        docker_image: null,
        dyno_size: { id: idFor(entry.size), name: sizeTitle(entry.size) },
        id: entry.id,
        quantity: entry.quantity,
        size: sizeTitle(entry.size),
        type,
        updated_at: entry.updatedAt,
      },
    ];
  });
}

/** All dynos of an app as `GET /apps/{app}/dynos` answers them. */
export function describeDynos(platform: Platform, app: AppRecord): readonly Json[] {
  const runtime = platform.runtimeOf(app);
  const version = servingRelease(app)?.version ?? 0;
  return [
    ...(runtime.formation()?.dynos() ?? []).map((dyno) => ({
      ...describeDyno(app, dyno, version),
      id: runtime.idOf(dyno),
    })),
    ...runtime.oneOffs.list().map((oneOff) => describeOneOff(platform, app, oneOff)),
  ];
}

function describeDyno(app: AppRecord, dyno: Dyno, version: number): Json {
  return {
    app: nameApp(app),
    attach_url: null,
    command: dyno.command,
    created_at: dyno.changedAt().toISOString(),
    name: dyno.name,
    release: { id: releaseId(app, version), version },
    size: sizeTitle(dyno.size.name),
    state: dyno.state() === 'created' ? 'starting' : dyno.state(),
    type: dyno.name.replace(/\.\d+$/, ''),
    updated_at: dyno.changedAt().toISOString(),
  };
}

/** A one-off dyno; `attach_url` names where its client connects to. */
export function describeOneOff(platform: Platform, app: AppRecord, oneOff: OneOff): Json {
  const { hostname, port } = new URL(platform.origin());
  return {
    app: nameApp(app),
    attach_url:
      oneOff.secret === undefined ? null : `rendezvous://${hostname}:${port}/${oneOff.secret}`,
    command: oneOff.command,
    created_at: oneOff.createdAt.toISOString(),
    id: oneOff.id,
    name: oneOff.name,
    release: { id: releaseId(app, oneOff.version), version: oneOff.version },
    size: sizeTitle(oneOff.size),
    state: oneOff.state(),
    type: oneOff.type,
    updated_at: oneOff.changedAt().toISOString(),
  };
}

/** The sizes as `GET /dyno-sizes` answers them. */
export function describeDynoSizes(): readonly Json[] {
  return DYNO_SIZES.map(({ name, memoryMb, cores }) => ({
    architecture: 'amd64',
    compute: cores,
    cost: null,
    dedicated: name.startsWith('performance'),
    dyno_units: 1,
    generation: { id: idFor('cedar'), name: 'cedar' },
    id: idFor(name),
    memory: memoryMb / 1024,
    name: sizeTitle(name),
    precise_dyno_units: 1,
    private_space_only: false,
  }));
}

function releaseId(app: AppRecord, version: number): string {
  return app.releases.find((one) => one.version === version)?.id ?? '';
}
