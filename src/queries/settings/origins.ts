import { isLocalHost } from '../../facts/public-suffixes.ts';
import type { Repository } from '../../project/repository.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { settingOf } from './production-settings.ts';

/** An entry of a setting that lists origins. */
export interface ListedOrigin {
  readonly setting: string;
  /** As written. */
  readonly origin: string;
  /** Empty where the entry has no scheme. */
  readonly scheme: string;
  readonly host: string;
  readonly isLocal: boolean;
  readonly at: SourceRange | undefined;
}

/** Settings of django-cors-headers that list origins; the second is the older name. */
export const CORS_SETTINGS = ['CORS_ALLOWED_ORIGINS', 'CORS_ORIGIN_WHITELIST'];

/** The known entries of a setting that lists origins. */
export function listedOrigins(repository: Repository, setting: string): ListedOrigin[] {
  const state = settingOf(repository, setting);
  if (state === undefined || state.state === 'absent') return [];
  return (state.elements ?? []).flatMap(({ value, at }) => {
    if (typeof value !== 'string') return [];
    const [, scheme = '', rest = ''] = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(.*)$/i.exec(value) ?? [];
    const host = rest.replace(/[/:].*$/, '');
    const isLocal = isLocalHost(host);
    return [{ setting, origin: value, scheme, host, isLocal, at: at ?? state.at }];
  });
}

/** The known origins that django-cors-headers lets in. */
export function corsOrigins(repository: Repository): ListedOrigin[] {
  return CORS_SETTINGS.flatMap((setting) => listedOrigins(repository, setting));
}
