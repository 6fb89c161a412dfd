import { writeSync } from "node:fs";

/** Writes all bytes, however many the system takes at a time. Throws where it takes no more. */
export function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done);
}
