import { z } from 'zod';
import { CONFIGURATION_SCHEMA } from '../src/check/configuration-schema.ts';
import { FINDINGS_SCHEMA } from '../src/check/finding-schema.ts';
import { BUILD_SCHEMA } from '../src/cli/report/build-schema.ts';
import { COMPARISON_SCHEMA } from '../src/cli/report/comparison-schema.ts';
import { KEEP_UP_SCHEMA } from '../src/cli/report/keep-up-schema.ts';
import { REHEARSAL_EVENT_SCHEMA } from '../src/cli/report/rehearsal-events.ts';
import { SETTINGS_SCHEMA } from '../src/cli/report/settings-schema.ts';
import { factFileSchema } from '../src/facts/tables-schema.ts';
import { FLEET_LINE_SCHEMA } from '../src/fleet/line.ts';
import { appJsonSchema } from '../src/project/app-json-schema.ts';
import { rehearsalSchema } from '../src/rehearsal/rehearsal.ts';

const SCHEMAS: Readonly<Record<string, readonly [title: string, schema: z.core.$ZodType]>> = {
  'app.json': ['app.json as Heroku reads it', appJsonSchema()],
  'tool.dynoready.json': ['[tool.dynoready] of pyproject.toml', CONFIGURATION_SCHEMA],
  'check.json': ['Output of dynoready check --format json', FINDINGS_SCHEMA],
  'build.json': ['Output of dynoready build --format json', BUILD_SCHEMA],
  'rehearse.json': ['Output of dynoready rehearse --format json', rehearsalSchema],
  'rehearse-event.json': ['A line of dynoready rehearse --format jsonl', REHEARSAL_EVENT_SCHEMA],
  'fleet.json': ['A line of dynoready fleet', FLEET_LINE_SCHEMA],
  'settings.json': ['Output of dynoready settings --format json', SETTINGS_SCHEMA],
  'keep-up.json': ['Output of dynoready keep-up --format json', KEEP_UP_SCHEMA],
  'compare.json': ['Output of dynoready compare --format json', COMPARISON_SCHEMA],
  'facts.json': ['A file of facts, as dynoready facts --refresh keeps it', factFileSchema],
};

/**
 * The JSON Schemas of the package by file name, as they stand in `schemas/`. An output may get further
 * fields within its `schemaVersion`, so its schemas admit them.
 */
export function jsonSchemas(): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(SCHEMAS).map(([name, [title, schema]]) => {
      const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input' });
      return [name, `${JSON.stringify({ $schema, title, ...rest }, undefined, 2)}\n`];
    }),
  );
}
