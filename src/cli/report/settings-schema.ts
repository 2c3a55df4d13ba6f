import { z } from 'zod';

const place = z.strictObject({ file: z.string(), line: z.int().min(1), column: z.int().min(1) });

const setting = z.strictObject({
  name: z.string(),
  /**
   * known: `value` holds. computed: it cannot be told without running it, `because` says why.
   * default: the project does not set it, `value` is Django's own. absent: neither the project nor,
   * in this series, Django sets it.
   */
  state: z.enum(['known', 'computed', 'default', 'absent']),
  /**
   * Secrets are replaced by a text that tells their length; paths start at `<root>`. Null unless
   * known or default.
   */
  value: z.json(),
  because: z.string().nullable(),
  /** Environment variables that the value is made from, sorted. */
  dependsOn: z.array(z.string()),
  /** Where it was set last. */
  at: place.nullable(),
});

const variable = z.strictObject({
  name: z.string(),
  /** True when the code gives no default: without the variable the import fails. */
  required: z.boolean(),
  /**
   * Where its value is taken from: `given` is --config-var or --env-file. Null when nothing sets
   * it.
   */
  setBy: z.enum(['dyno', 'add-on', 'app.json', 'given']).nullable(),
  /** True when it is required and nothing sets it: a build, and a dyno, stop where it is read. */
  stopsBuild: z.boolean(),
  at: z.array(place),
});

/**
 * What `settings --format json` prints. `schemaVersion` rises when a field is renamed, removed or
 * changes its meaning.
 */
export const SETTINGS_SCHEMA = z.strictObject({
  schemaVersion: z.literal(1),
  on: z.enum(['dyno', 'here']),
  module: z.string(),
  /** Every file of the project that was read, the module's own first. */
  files: z.array(z.string()),
  /** As X.Y; null when Django is not declared. */
  djangoSeries: z.string().nullable(),
  /** Why the module does not import; null when it does, as far as can be told. */
  failure: z
    .strictObject({
      kind: z.enum(['missing-variable', 'missing-module', 'syntax-error', 'raised']),
      message: z.string(),
      variable: z.string().nullable(),
      at: place.nullable(),
    })
    .nullable(),
  settings: z.array(setting),
  variables: z.array(variable),
});

/** The document of `settings --format json`. */
export type SettingsDocument = z.infer<typeof SETTINGS_SCHEMA>;
