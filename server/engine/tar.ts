import { EngineFailure } from "./failure.ts";

/** What the header of a tar's entry says. */
export interface TarHeader {
  /** As the archive has it, without a leading `./` or a trailing slash. */
  readonly path: string;
  readonly type: "file" | "directory" | "link" | "symlink" | "device" | "pipe" | "other";
  /** The permission bits with set-user-ID (0o4000), set-group-ID (0o2000) and sticky (0o1000). */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** In bytes. */
  readonly size: number;
  /** Where a link leads; empty for everything else. */
  readonly link: string;
  /** Whether the file has capabilities (the attribute `security.capability`). */
  readonly hasCapabilities: boolean;
}

export interface TarEntry extends TarHeader {
  /** The content, where it was asked for. */
  readonly content?: Uint8Array;
}

/** A file, directory or symbolic link to put into a tar. */
export type NewEntry = {
  readonly path: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
} & (
  | { readonly type: "file"; readonly content: Uint8Array }
  | { readonly type: "directory" }
  | { readonly type: "symlink"; readonly link: string }
);

const BLOCK = 512;
/** In bytes: the largest extended header. Paths and attributes are a few kilobytes; an archive of somebody else's image may say anything. */
const LARGEST_HEADER = 1024 * 1024;

/** By the header's type flag. Source: pax(1), https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html */
const TYPES: Readonly<Record<string, TarHeader["type"]>> = {
  "\0": "file",
  "0": "file",
  "7": "file",
  "1": "link",
  "2": "symlink",
  "3": "device",
  "4": "device",
  "5": "directory",
  "6": "pipe",
};

/**
 * The entries of a tar (ustar, PAX, and long names of GNU) in their order. The contents are passed over, but those that `wants` asks for, up to as many bytes as it
 * says. Throws `EngineFailure` (`broken`) for what is no tar or ends too early.
 */
export async function* tarEntries(
  stream: AsyncIterable<Uint8Array>,
  wants: (header: TarHeader) => number = () => 0,
): AsyncGenerator<TarEntry> {
  const input = new Input(stream);
  try {
    let extended = new Map<string, string>();
    for (;;) {
      const block = await input.block();
      if (block === undefined || block.every((byte) => byte === 0)) return;
      const raw = rawHeader(block);
      const size = numberOf(extended.get("size")) ?? raw.size;
      if ("xgLK".includes(raw.flag)) {
        if (raw.size > LARGEST_HEADER) throw notTar();
        const content = Buffer.from(await input.take(raw.size, raw.size));
        if (raw.flag === "x") extended = new Map([...extended, ...recordsOf(content)]);
        if (raw.flag === "L") extended.set("path", textUpToNul(content));
        if (raw.flag === "K") extended.set("linkpath", textUpToNul(content));
        continue;
      }
      const header: TarHeader = {
        path: plainPath(extended.get("path") ?? raw.path),
        type: TYPES[raw.flag] ?? "other",
        mode: raw.mode & 0o7777,
        uid: numberOf(extended.get("uid")) ?? raw.uid,
        gid: numberOf(extended.get("gid")) ?? raw.gid,
        size,
        link: extended.get("linkpath") ?? raw.link,
        hasCapabilities: extended.has("SCHILY.xattr.security.capability"),
      };
      extended = new Map();
      const most = header.type === "file" ? wants(header) : 0;
      // Only files have contents, whatever size a link's header says.
      const content = await input.take(header.type === "file" || header.type === "other" ? size : 0, most);
      yield most > 0 ? { ...header, content } : header;
    }
  } finally {
    await input.close();
  }
}

interface RawHeader {
  readonly path: string;
  readonly flag: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  readonly link: string;
}

function rawHeader(block: Buffer): RawHeader {
  const summed = block.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 32 : byte), 0);
  if (summed !== field(block, 148, 8)) throw notTar();
  const isPosix = block.toString("latin1", 257, 263) === "ustar\0";
  const prefix = isPosix ? textUpToNul(block.subarray(345, 500)) : "";
  const name = textUpToNul(block.subarray(0, 100));
  return {
    path: prefix === "" ? name : `${prefix}/${name}`,
    flag: block.toString("latin1", 156, 157),
    mode: field(block, 100, 8),
    uid: field(block, 108, 8),
    gid: field(block, 116, 8),
    size: field(block, 124, 12),
    link: textUpToNul(block.subarray(157, 257)),
  };
}

/** A number of a header: octal digits, or with the highest bit set a binary one, as GNU has it. */
function field(block: Buffer, at: number, length: number): number {
  const bytes = block.subarray(at, at + length);
  const [first = 0] = bytes;
  if (first >= 0x80) return bytes.subarray(1).reduce((value, byte) => value * 256 + byte, first & 0x7f);
  const digits = bytes.toString("latin1").replaceAll("\0", " ").trim();
  if (!/^[0-7]*$/.test(digits)) throw notTar();
  return digits === "" ? 0 : Number.parseInt(digits, 8);
}

/** The records `LENGTH KEY=VALUE\n` of an extended header; LENGTH counts the bytes of all of it. */
function recordsOf(content: Buffer): ReadonlyMap<string, string> {
  const records = new Map<string, string>();
  for (let at = 0; at < content.length; ) {
    const blank = content.indexOf(0x20, at);
    const length = blank < 0 ? 0 : (numberOf(content.toString("latin1", at, blank)) ?? 0);
    const end = at + length;
    if (length <= blank - at || end > content.length) throw notTar();
    const record = content.toString("utf8", blank + 1, end - 1);
    const equals = record.indexOf("=");
    if (equals < 0) throw notTar();
    records.set(record.slice(0, equals), record.slice(equals + 1));
    at = end;
  }
  return records;
}

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function textUpToNul(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  return bytes.toString("utf8", 0, end < 0 ? bytes.length : end);
}

function plainPath(path: string): string {
  const relative = path.replace(/^(?:\.?\/)+/, "");
  let end = relative.length;
  while (relative[end - 1] === "/") end--;
  return relative.slice(0, end);
}

function notTar(): EngineFailure {
  return new EngineFailure("broken", "the engine's archive is not a tar");
}

/** A stream of bytes that is read in blocks. */
class Input {
  readonly #iterator: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array();

  constructor(stream: AsyncIterable<Uint8Array>) {
    this.#iterator = stream[Symbol.asyncIterator]();
  }

  /** The next block; undefined at the end. */
  async block(): Promise<Buffer | undefined> {
    if (this.#rest.length === 0 && !(await this.#more())) return undefined;
    return Buffer.from(await this.take(BLOCK, BLOCK));
  }

  /** Reads `size` bytes and what fills their last block, and gives the first `most` of them. */
  async take(size: number, most: number): Promise<Uint8Array> {
    const kept: Uint8Array[] = [];
    let keep = Math.min(size, most);
    for (let left = Math.ceil(size / BLOCK) * BLOCK; left > 0; ) {
      if (this.#rest.length === 0 && !(await this.#more()))
        throw new EngineFailure("broken", "the engine's archive ended in the middle");
      const piece = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(piece.length);
      left -= piece.length;
      if (keep > 0) kept.push(piece.subarray(0, keep));
      keep -= Math.min(keep, piece.length);
    }
    return kept.length === 1 && kept[0] !== undefined ? kept[0] : Buffer.concat(kept);
  }

  async close(): Promise<void> {
    await this.#iterator.return?.();
  }

  async #more(): Promise<boolean> {
    while (this.#rest.length === 0) {
      const { done, value } = await this.#iterator.next();
      if (done === true) return false;
      this.#rest = value;
    }
    return true;
  }
}

/** Makes a tar. Names that do not fit into a header, and owners and sizes beyond its digits, go into an extended one. */
export function tarOf(entries: Iterable<NewEntry>): Uint8Array {
  const blocks: Uint8Array[] = [];
  for (const entry of entries) {
    const content = entry.type === "file" ? entry.content : new Uint8Array();
    const link = entry.type === "symlink" ? entry.link : "";
    const records = [
      ...(fits(entry.path, 100) ? [] : [record("path", entry.path)]),
      ...(fits(link, 100) ? [] : [record("linkpath", link)]),
      ...(entry.uid <= 0o7777777 ? [] : [record("uid", String(entry.uid))]),
      ...(entry.gid <= 0o7777777 ? [] : [record("gid", String(entry.gid))]),
    ];
    if (records.length > 0) {
      const extended = Buffer.concat(records);
      blocks.push(
        header({ path: "extended", mode: 0o644, uid: 0, gid: 0 }, "x", extended.length, ""),
        padded(extended),
      );
    }
    const flag = entry.type === "file" ? "0" : entry.type === "directory" ? "5" : "2";
    blocks.push(header(entry, flag, content.length, link), padded(content));
  }
  return Buffer.concat([...blocks, new Uint8Array(2 * BLOCK)]);
}

function fits(text: string, bytes: number): boolean {
  return Buffer.byteLength(text) <= bytes && /^[\x20-\x7e]*$/.test(text);
}

function record(key: string, value: string): Buffer {
  const rest = Buffer.byteLength(` ${key}=${value}\n`);
  let length = rest;
  while (length !== rest + String(length).length) length = rest + String(length).length;
  return Buffer.from(`${length} ${key}=${value}\n`);
}

function header(
  { path, mode, uid, gid }: Pick<NewEntry, "path" | "mode" | "uid" | "gid">,
  flag: string,
  size: number,
  link: string,
): Buffer {
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, at: number, length: number): void => {
    const digits = value.toString(8);
    block.write((digits.length < length ? digits : "0").padStart(length - 1, "0"), at, "latin1");
  };
  Buffer.from(path).copy(block, 0, 0, 100);
  octal(mode & 0o7777, 100, 8);
  octal(uid, 108, 8);
  octal(gid, 116, 8);
  octal(size, 124, 12);
  octal(0, 136, 12);
  block.fill(" ", 148, 156);
  block.write(flag, 156, "latin1");
  Buffer.from(link).copy(block, 157, 0, 100);
  block.write("ustar\x0000", 257, "latin1");
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return block;
}

function padded(content: Uint8Array): Uint8Array {
  const missing = (BLOCK - (content.length % BLOCK)) % BLOCK;
  return missing === 0 ? content : Buffer.concat([content, new Uint8Array(missing)]);
}
