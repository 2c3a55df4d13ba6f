import type { DynoSize } from '../../facts/dynos.ts';
import { findFreePort } from '../../machine/free-port.ts';
import type { Route, RouteTable } from '../router/route.ts';
import { awaitBoot, type BootOutcome } from './await-boot.ts';
import type { App } from './one-off.ts';
import { type Dyno, type DynoEnd, startDyno } from './start-dyno.ts';

export interface FormationOptions {
  readonly app: App;
  /** Lines of the Procfile, by process type. */
  readonly processTypes: ReadonlyMap<string, string>;
  /** Dynos of each process type; those not named have none. */
  readonly quantities: ReadonlyMap<string, number>;
  /** Host that the first question of a boot asks for. */
  readonly host: string;
  /** Sizes of process types; those not named have the app's. */
  readonly sizes?: ReadonlyMap<string, DynoSize>;
}

/** How one web dyno came up, or did not. */
export interface Boot {
  readonly dyno: Dyno;
  readonly outcome: BootOutcome;
}

/** All dynos of a release, each in its place: `web.1`, `web.2`, `worker.1`. */
export interface Formation {
  readonly table: RouteTable;
  /** The dynos in their places now, in the order of their names. */
  dynos(): readonly Dyno[];
  /** Starts every dyno and waits until each web dyno is up or has failed. */
  boot(): Promise<readonly Boot[]>;
  /**
   * Restarts dynos that crash, with growing pauses, until told otherwise. Also before `boot`, for
   * those that crash while others boot.
   */
  keepRunning(until: Promise<unknown>): Promise<void>;
  /**
   * Stops every dyno, or those that are wanted, and starts them again at once. Only while it is kept
   * running.
   */
  restart(isWanted?: (dyno: Dyno) => boolean): Promise<void>;
  /** Stops the dynos that are wanted; they stay down until they are restarted. */
  halt(isWanted: (dyno: Dyno) => boolean): Promise<void>;
  /**
   * Changes the number of dynos of a type that the Procfile names. Only while it is kept running.
   */
  scale(type: string, quantity: number): Promise<void>;
  stop(): Promise<readonly DynoEnd[]>;
}

/**
 * Seconds before a crashed dyno is started again: at once, then with growing pauses. Source: from
 * memory, after Dev Center, "Dyno crash restart policy"; 2026-11-24.
 */
const RESTART_PAUSES_S = [0, 10, 20, 40, 80];

interface SourceRange {
  readonly type: string;
  readonly name: string;
  readonly port: number | undefined;
  dyno: Dyno;
  wanted: boolean;
  /** Stopped by a person: it stays down. */
  halted: boolean;
  /** Ends the pause after a crash. */
  wake: () => void;
}

/** Lays out the dynos of an app; nothing runs before `boot`. */
// Long because its methods share the dynos, those that end among them.
export function createFormation({
  app,
  processTypes,
  quantities,
  host,
  sizes,
}: FormationOptions): Formation {
  const places: SourceRange[] = [];
  /** Dynos that were scaled away and may still be ending. */
  const leaving: Promise<DynoEnd>[] = [];
  let live = false;

  const start = (name: string, type: string, port: number | undefined): Dyno => {
    const command = processTypes.get(type) ?? '';
    const size = sizes?.get(type) ?? app.size;
    const dyno = startDyno({
      ...app,
      command,
      name,
      ...(size === undefined ? {} : { size }),
      ...(port === undefined ? { longRunning: true } : { port }),
    });
    app.onDyno?.(dyno);
    return dyno;
  };
  const add = async (type: string, number: number): Promise<SourceRange> => {
    const port = type === 'web' ? await findFreePort() : undefined;
    const name = `${type}.${number}`;
    const place: SourceRange = {
      type,
      name,
      port,
      dyno: start(name, type, port),
      wanted: true,
      halted: false,
      wake: () => {},
    };
    places.push(place);
    places.sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
    return place;
  };
  const supervise = async (place: SourceRange): Promise<void> => {
    for (let crashes = 0; ; ) {
      const end = await place.dyno.ended;
      if (!place.wanted || !live) return;
      if (place.halted) {
        await new Promise<void>((resolve) => {
          place.wake = resolve;
        });
        if (!place.wanted || !live) return;
        crashes = 0;
      } else if (end.state === 'crashed') {
        await pauseFor(
          place,
          (RESTART_PAUSES_S[Math.min(crashes, RESTART_PAUSES_S.length - 1)] ?? 0) *
            1000 *
            app.timeFactor,
        );
        if (!place.wanted || !live) return;
        crashes += 1;
      }
      place.dyno = start(place.name, place.type, place.port);
      if (place.port !== undefined) void awaitBoot(place.dyno, host, app.log);
    }
  };
  const dismiss = async (place: SourceRange): Promise<DynoEnd> => {
    place.wanted = false;
    place.wake();
    return await place.dyno.stop();
  };
  const choose = (): Route => {
    const web = places.filter(({ type, wanted }) => type === 'web' && wanted);
    const up = web.filter(({ dyno }) => dyno.state() === 'up');
    const place = up[Math.floor(Math.random() * up.length)];
    if (place?.port !== undefined) return { kind: 'dyno', name: place.name, port: place.port };
    if (web.some(({ dyno }) => dyno.state() === 'starting')) return { kind: 'starting' };
    return { kind: 'code', code: web.length === 0 ? 'H14' : 'H10' };
  };

  return {
    table: {
      choose,
      size: () => places.filter(({ type, wanted }) => type === 'web' && wanted).length,
    },
    dynos: () => places.map(({ dyno }) => dyno),
    boot: async () => {
      for (const [type, quantity] of quantities)
        for (let number = 1; number <= quantity; number += 1) {
          const place = await add(type, number);
          if (live) void supervise(place);
        }
      const web = places.filter(({ type }) => type === 'web');
      return await Promise.all(
        web.map(async ({ dyno }) => ({ dyno, outcome: await awaitBoot(dyno, host, app.log) })),
      );
    },
    keepRunning: async (until) => {
      live = true;
      for (const place of places) void supervise(place);
      await until;
      live = false;
      for (const place of places) place.wake();
    },
    restart: async (isWanted = () => true) => {
      await Promise.all(
        places
          .filter(({ dyno }) => isWanted(dyno))
          .map(async (place) => {
            place.halted = false;
            const ended = !isAlive(place.dyno);
            await place.dyno.stop();
            if (ended) place.wake();
          }),
      );
    },
    halt: async (isWanted) => {
      await Promise.all(
        places
          .filter(({ dyno }) => isWanted(dyno))
          .map((place) => {
            place.halted = true;
            return place.dyno.stop();
          }),
      );
    },
    scale: async (type, quantity) => {
      const now = places.filter((place) => place.type === type);
      for (const place of now.slice(quantity)) {
        places.splice(places.indexOf(place), 1);
        leaving.push(dismiss(place));
      }
      for (let number = now.length + 1; number <= quantity; number += 1) {
        const place = await add(type, number);
        void supervise(place);
        if (place.port !== undefined) void awaitBoot(place.dyno, host, app.log);
      }
    },
    stop: async () => {
      live = false;
      return await Promise.all([...leaving, ...places.map(dismiss)]);
    },
  };
}

function isAlive(dyno: Dyno): boolean {
  return ['created', 'starting', 'up'].includes(dyno.state());
}

function pauseFor(place: SourceRange, afterMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, afterMs);
    place.wake = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}
