import type { PlainValue } from '../../evaluator/api.ts';
import { asDict } from './production-settings.ts';

/**
 * A handler of LOGGING that writes into a file; `file` relative to the root where it lies in the
 * project, undefined where it is not known.
 */
export interface FileHandler {
  readonly handler: string;
  readonly file: string | undefined;
}

/** The handlers that write into files, used or not: all of them are opened when Django starts. */
export function fileHandlers(logging: PlainValue | undefined): FileHandler[] {
  return Object.entries(handlersOf(logging)).flatMap(([handler, options]) => {
    const { class: className, filename } = asDict(options) ?? {};
    if (
      typeof className !== 'string' ||
      !/(^|\.)(|Rotating|TimedRotating|Watched)FileHandler$/.test(className)
    )
      return [];
    return [
      { handler, file: typeof filename === 'string' ? filename.replace('<root>/', '') : undefined },
    ];
  });
}

/**
 * True when every handler writes into a file, to the console or nowhere: then the console can stand
 * for all of them.
 */
export function logsLocally(logging: PlainValue | undefined): boolean {
  return Object.values(handlersOf(logging)).every((options) => {
    const className = asDict(options)?.class;
    return (
      typeof className === 'string' &&
      /(^|\.)(\w*FileHandler|StreamHandler|NullHandler)$/.test(className)
    );
  });
}

function handlersOf(logging: PlainValue | undefined): { readonly [key: string]: PlainValue } {
  return asDict(asDict(logging)?.handlers) ?? {};
}
