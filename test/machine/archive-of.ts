import { gzipSync } from 'node:zlib';

/** A .tar.gz that holds a folder, another file, and the content as JSON at a path. */
export function archiveOf(path: string, content: unknown): Buffer {
  const entries = [
    entry('uv/', '', '5'),
    entry('uv/README.md', 'x'.repeat(700), '0'),
    entry(path, JSON.stringify(content), '0'),
    Buffer.alloc(1024),
  ];
  return gzipSync(Buffer.concat(entries));
}

function entry(path: string, text: string, type: string): Buffer {
  const body = Buffer.from(text);
  const header = Buffer.alloc(512);
  header.write(path, 0);
  header.write(`${body.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write(type, 156);
  header.write('ustar\x0000', 257);
  return Buffer.concat([header, body, Buffer.alloc((512 - (body.length % 512)) % 512)]);
}
