/** Reads single files out of a .tar.gz in memory. Nothing is unpacked to disk, so no path in it is trusted. */
import { gunzipSync } from "node:zlib";

const BLOCK = 512;

/** Limits of an archive; one that is larger is refused. */
export interface ArchiveLimits {
  readonly unpackedBytes: number;
  readonly fileBytes: number;
}

/**
 * The files `wanted` of a .tar.gz, by their full name in it.
 *
 * Throws when the archive is damaged or larger than `limits`, or lacks a wanted file; the message names it.
 */
export function filesOf(
  archive: Uint8Array,
  wanted: readonly string[],
  limits: ArchiveLimits,
): ReadonlyMap<string, Buffer> {
  const tar = gunzipSync(archive, { maxOutputLength: limits.unpackedBytes });
  const found = new Map<string, Buffer>();
  for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0;) {
    const { name, size } = headerAt(tar, at);
    const start = at + BLOCK;
    if (start + size > tar.length) throw new Error(`archive: ${name} is cut off`);
    if (wanted.includes(name)) {
      if (size > limits.fileBytes) throw new Error(`archive: ${name} has ${size} bytes: too large`);
      found.set(name, tar.subarray(start, start + size));
    }
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
  const absent = wanted.filter((name) => !found.has(name));
  if (absent.length > 0) throw new Error(`archive: ${absent.join(", ")} not in it`);
  return found;
}

/** One ustar header: name at 0 with its prefix at 345, size in octal at 124. */
function headerAt(tar: Buffer, at: number): { readonly name: string; readonly size: number } {
  const field = (from: number, length: number): string => {
    const bytes = tar.subarray(at + from, at + from + length);
    const end = bytes.indexOf(0);
    return bytes.toString("utf8", 0, end < 0 ? length : end);
  };
  const prefix = field(345, 155);
  const name = prefix === "" ? field(0, 100) : `${prefix}/${field(0, 100)}`;
  const size = Number.parseInt(field(124, 12).trim(), 8);
  if (!Number.isSafeInteger(size) || size < 0) throw new Error(`archive: ${name}: damaged header`);
  return { name, size };
}
