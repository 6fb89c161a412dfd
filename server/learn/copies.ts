import { randomBytes } from "node:crypto";
import type { NewEntry } from "../engine/tar.ts";
import { tarOf } from "../engine/tar.ts";
import type { Own, TrialEngine } from "../engine/trial-engine.ts";
import type { Blueprint, FreshVolume } from "./blueprint.ts";
import type { Workshop } from "./workshop.ts";

/** The files that are copied into a fresh volume. */
export interface Copied {
  readonly entries: readonly NewEntry[];
  /** The name of the file, where the mount is one. */
  readonly single?: string;
}

/** What is put into fresh volumes, by their targets. A volume that is not among them is left to the image. */
export type VolumeFiles = ReadonlyMap<string, Copied>;

interface Hands {
  readonly engine: TrialEngine;
  readonly workshop: Workshop;
  readonly signal: AbortSignal;
}

/**
 * Makes the volumes of a copy and puts the files into those that have some, through a container of the same image that is never started. Returned by target.
 */
export async function fillVolumes(
  { engine, workshop, signal }: Hands,
  { image, volumes }: Blueprint,
  files: VolumeFiles,
): Promise<ReadonlyMap<string, { readonly name: Own<"volume">; readonly subpath?: string }>> {
  const made = new Map<string, { readonly name: Own<"volume">; readonly subpath?: string }>();
  for (const { target } of volumes) {
    const subpath = files.get(target)?.single;
    made.set(target, { name: await workshop.volume(), ...(subpath === undefined ? {} : { subpath }) });
  }
  const filled = volumes.flatMap(({ target }, index) => {
    const copied = files.get(target);
    const volume = made.get(target);
    return copied && volume ? [{ at: `/bulkhead-files-${index}`, copied, name: volume.name }] : [];
  });
  if (filled.length === 0) return made;
  const carrier = await workshop.container({
    Image: image,
    Labels: workshop.labels("files"),
    // The engine makes no container without a command; this one is never started.
    Entrypoint: ["/bulkhead-is-never-started"],
    HostConfig: {
      CapDrop: ["ALL"],
      NetworkMode: "none",
      Mounts: filled.map(({ at, name }) => ({
        Type: "volume" as const,
        Source: name,
        Target: at,
        VolumeOptions: { NoCopy: true },
      })),
    },
  });
  for (const { at, copied } of filled) await engine.putArchive(carrier, at, tarOf(copied.entries), { signal });
  await workshop.removeContainer(carrier);
  return made;
}

/** Random files in the place of secrets, each as long as the one that it stands for. */
export function disguised({ isSecret }: FreshVolume, copied: Copied): Copied {
  if (!isSecret) return copied;
  const entries = copied.entries.map((entry) =>
    entry.type === "file" ? { ...entry, content: randomText(entry.content.length) } : entry,
  );
  return { ...copied, entries };
}

function randomText(length: number): Uint8Array {
  return Buffer.from(randomBytes(length).toString("base64url").slice(0, length));
}
