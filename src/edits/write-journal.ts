import { createHash } from 'node:crypto';
import { z } from 'zod';

/**
 * One file of a write: its digest before and after, `null` where there is no file. Paths are
 * relative to the root, links resolved.
 */
const operationSchema = z.object({
  path: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});

const journalSchema = z.object({
  version: z.literal(1),
  operations: z.array(operationSchema),
  /** Folders that the write makes, the outer ones first. */
  folders: z.array(z.string()),
});

const undoSchema = z.object({
  version: z.literal(1),
  root: z.string(),
  folders: z.array(z.string()),
  files: z.array(
    z.object({
      path: z.string(),
      /** Bytes before the write as base64, and the mode; `null` when the write created the file. */
      before: z.string().nullable(),
      mode: z.number().nullable(),
      after: z.string().nullable(),
    }),
  ),
});

/** One file of a journal. */
export type Operation = z.infer<typeof operationSchema>;
/** What a write has set out to do, on disk before the first file is touched. */
export type Journal = z.infer<typeof journalSchema>;
/** What is needed to take the last write back. */
export type UndoRecord = z.infer<typeof undoSchema>;

/**
 * The journal in a text; undefined when the text is none (a write that was killed before it was
 * complete, or another version).
 */
export function parseJournal(text: string): Journal | undefined {
  return parseAs(journalSchema, text);
}

/** The undo record in a text; undefined when the text is none. */
export function parseUndoRecord(text: string): UndoRecord | undefined {
  return parseAs(undoSchema, text);
}

function parseAs<Shape>(schema: z.ZodType<Shape>, text: string): Shape | undefined {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** SHA-256 of a file's bytes in hex; `null` for no file. */
export function digestOf(bytes: Uint8Array | undefined): string | null {
  return bytes === undefined ? null : createHash('sha256').update(bytes).digest('hex');
}

/**
 * The name under which the state folder keeps the last write of a project, made from its resolved
 * path.
 */
export function undoFileName(root: string): string {
  return `last-write-${createHash('sha256').update(root).digest('hex').slice(0, 24)}.json`;
}
