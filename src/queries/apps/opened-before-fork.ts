import type { Repository } from '../../project/repository.ts';
import type { PyNode } from '../../python/nodes.ts';
import type { PySource } from '../../python/parse.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { dottedName } from '../../python/walk.ts';
import { importTimeNodes } from './import-time.ts';
import { pythonSource } from './python-source.ts';
import { servedFiles } from './served-modules.ts';

/** Something that served code makes while it is imported and that no fork carries over. */
export interface OpenedEarly {
  readonly kind: 'connection' | 'thread';
  /** What is called, such as `psycopg.connect`. */
  readonly called: string;
  readonly at: SourceRange;
}

/** Calls that open a connection. Source: the documentation of each package; read 2026-11-30. */
const CONNECTIONS =
  /^(psycopg2?\.connect|psycopg2\.pool\.\w+|psycopg_pool\.\w*ConnectionPool|(pymongo\.)?MongoClient|pymysql\.connect|(pika\.)?BlockingConnection|KafkaProducer|ConnectionPool)$/;
const STARTERS =
  /^((threading\.)?(Thread|Timer)|(\w+\.)*(BackgroundScheduler|BlockingScheduler|QueueListener))$/;
const CLUE =
  /\b(psycopg\w*|MongoClient|pymysql|BlockingConnection|KafkaProducer|Thread|Timer|BackgroundScheduler|BlockingScheduler|QueueListener)\b/;

/** The connections and threads that served files certainly open while they are imported or `ready`. */
export function openedEarly(repository: Repository): OpenedEarly[] {
  return servedFiles(repository).flatMap(({ path }) => {
    if (!CLUE.test(repository.files.text(path) ?? '')) return [];
    const source = pythonSource(repository, path);
    return source === undefined ? [] : openedIn(source);
  });
}

function openedIn(source: PySource): OpenedEarly[] {
  const bodies = [
    source.module.body,
    ...source.module.body.flatMap((node) =>
      node.kind === 'ClassDef' && source.file.endsWith('apps.py')
        ? node.body.flatMap((one) =>
            one.kind === 'FunctionDef' && one.name === 'ready' ? [one.body] : [],
          )
        : [],
    ),
  ];
  return bodies.flatMap((body) => {
    const started = new Map<string, string>();
    const found: OpenedEarly[] = [];
    for (const { node } of importTimeNodes(body)) {
      noteStarter(node, started);
      if (node.kind !== 'Call') continue;
      const at = { file: source.file, start: node.start, end: node.end };
      const called = dottedName(node.func) ?? '';
      if (CONNECTIONS.test(called)) found.push({ kind: 'connection', called, at });
      if (node.func.kind !== 'Attribute' || node.func.attr !== 'start') continue;
      const starter = starterOf(node.func.value) ?? started.get(dottedName(node.func.value) ?? '');
      if (starter !== undefined) found.push({ kind: 'thread', called: starter, at });
    }
    return found;
  });
}

/** `name = Thread(…)` */
function noteStarter(node: PyNode, started: Map<string, string>): void {
  if (node.kind !== 'Assign') return;
  const starter = starterOf(node.value);
  const name = dottedName(node.targets[0]!);
  if (starter !== undefined && name !== undefined) started.set(name, starter);
}

function starterOf(node: PyNode): string | undefined {
  const called = node.kind === 'Call' ? (dottedName(node.func) ?? '') : '';
  return STARTERS.test(called) ? called : undefined;
}
