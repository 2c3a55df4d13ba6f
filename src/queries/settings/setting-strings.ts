import type { PlainValue } from '../../evaluator/api.ts';
import type { Repository } from '../../project/repository.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { productionSettings } from './production-settings.ts';

/** A text within the value of a setting. */
export interface SettingString {
  readonly setting: string;
  readonly value: string;
  readonly at: SourceRange | undefined;
}

/** Settings that name code by its dotted path. */
const NAMES_CODE =
  /^(AUTHENTICATION_BACKENDS|AUTH_PASSWORD_VALIDATORS|CACHES|CELERY_BEAT_SCHEDULER|CELERY_RESULT_BACKEND|CHANNEL_LAYERS|DATABASES|DATABASE_ROUTERS|DEFAULT_FILE_STORAGE|EMAIL_BACKEND|FORM_RENDERER|INSTALLED_APPS|MESSAGE_STORAGE|MIDDLEWARE|PASSWORD_HASHERS|REST_FRAMEWORK|SESSION_ENGINE|SESSION_SERIALIZER|STATICFILES_FINDERS|STATICFILES_STORAGE|STORAGES|TASKS|TEMPLATES|TEST_RUNNER)$/;

/**
 * Texts in the settings of production that name code: of each known value, at any depth, and the
 * known elements of lists that are partly known. What depends on an undeclared variable is there as
 * it is by default.
 */
export function settingStrings(repository: Repository): SettingString[] {
  const settings = productionSettings(repository);
  if (settings === undefined) return [];
  return settings.names
    .filter((name) => NAMES_CODE.test(name))
    .flatMap((setting) => {
      const state = settings.get(setting);
      if (state.state === 'absent') return [];
      const elements = (state.elements ?? []).flatMap(({ value, at }) =>
        textsIn(value).map((text) => ({ setting, value: text, at: at ?? state.at })),
      );
      if (elements.length > 0 || state.state !== 'known') return elements;
      return textsIn(state.value).map((value) => ({ setting, value, at: state.at }));
    });
}

function textsIn(value: PlainValue | undefined): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return typeof value === 'object' && value !== null
    ? Object.values(value as Record<string, PlainValue>).flatMap(textsIn)
    : [];
}
