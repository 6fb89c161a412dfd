import { EngineFailure } from "./failure.ts";

/** A piece of what a container prints, not cut at lines. */
export interface Piece {
  readonly from: "stdout" | "stderr";
  readonly bytes: Uint8Array;
}

/** What a container printed, as lines without their ends. The engine keeps no order between the two. */
export interface Printed {
  readonly lines: readonly PrintedLine[];
  /** Whether there was more than is kept. */
  readonly isCut: boolean;
}

interface PrintedLine {
  readonly from: Piece["from"];
  readonly text: string;
}

const HEADER = 8;

/**
 * Takes the stream of `/logs`, `/attach` and `/exec/…/start` apart: frames of eight bytes (stream, three zeros, the length in big-endian order) and as many
 * as they say. Throws `EngineFailure` (`broken`) where it is none, or ends within one. With a terminal there are no frames: all is standard output.
 * Source: https://docs.docker.com/reference/api/engine/version/v1.45/#tag/Container/operation/ContainerAttach
 */
export async function* piecesOf(
  stream: AsyncIterable<Uint8Array>,
  { hasTerminal }: { readonly hasTerminal: boolean },
): AsyncGenerator<Piece> {
  if (hasTerminal) {
    for await (const bytes of stream) yield { from: "stdout", bytes };
    return;
  }
  let header = Buffer.alloc(0);
  let from: Piece["from"] = "stdout";
  let left = 0;
  for await (const chunk of stream) {
    let at = 0;
    while (at < chunk.length) {
      if (left > 0) {
        const bytes = chunk.subarray(at, at + left);
        yield { from, bytes };
        left -= bytes.length;
        at += bytes.length;
        continue;
      }
      const more = chunk.subarray(at, at + HEADER - header.length);
      header = Buffer.concat([header, more]);
      at += more.length;
      if (header.length < HEADER) break;
      from = streamOf(header);
      left = header.readUInt32BE(4);
      header = Buffer.alloc(0);
    }
  }
  if (left > 0 || header.length > 0) throw new EngineFailure("broken", "the output of a container ended in the middle");
}

/** Frames of the third stream hold errors of the engine. Source: moby/moby `pkg/stdcopy/stdcopy.go` */
function streamOf(header: Buffer): Piece["from"] {
  const [stream = 255, ...zeros] = header.subarray(0, 4);
  if (stream > 3 || zeros.some((zero) => zero !== 0))
    throw new EngineFailure("broken", "the output of a container is not in the engine's frames");
  return stream >= 2 ? "stderr" : "stdout";
}

/** Collects what is printed, up to `most` bytes; then it stops to read. Bytes that are no UTF-8 become U+FFFD. */
export async function printedLines(pieces: AsyncIterable<Piece>, most: number): Promise<Printed> {
  const held: Record<Piece["from"], Uint8Array[]> = { stdout: [], stderr: [] };
  let size = 0;
  for await (const { from, bytes } of pieces) {
    held[from].push(bytes.subarray(0, most - size));
    size += bytes.length;
    if (size > most) break;
  }
  const lines = (["stdout", "stderr"] as const).flatMap((from) => {
    const texts = Buffer.concat(held[from]).toString("utf8").split("\n").map(withoutReturns);
    if (texts.at(-1) === "") texts.pop();
    return texts.map((text) => ({ from, text }));
  });
  return { lines, isCut: size > most };
}

/** A line without the carriage returns at its end, which a program on a terminal writes. */
function withoutReturns(line: string): string {
  let end = line.length;
  while (line[end - 1] === "\r") end--;
  return line.slice(0, end);
}
