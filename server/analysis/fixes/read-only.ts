import type { ImageProfile } from "../facts/image-profiles.ts";
import type { Fix, ServiceChange } from "../model/change.ts";
import type { Container } from "../model/container.ts";
import { is } from "../model/setting.ts";
import { withoutSlashes } from "../text/uri.ts";

/**
 * Makes the root file system read-only, with a tmpfs for each place that the image is known to write to.
 * Undefined where the image's program is not known well, where its data directory is no mount, and where Compose refuses the key: it copies
 * secrets and configs that are no files into the container's file system.
 */
export function readOnlyChanges(service: Container): readonly ServiceChange[] | undefined {
  const { profile, key, keys, mounts } = service;
  if (!profile || profile.base || profile.writesToRoot || service.build || profile.confidence === "low")
    return undefined;
  if (keys.has("secrets") || keys.has("configs") || is(service.useApiSocket, true)) return undefined;
  const mounted = (path: string): boolean => mounts.some(({ target }) => covers(target, path) || covers(path, target));
  if (profile.writablePaths.length > 0 && !profile.writablePaths.some(mounted)) return undefined;
  const items = tmpfsItems(profile, (path) => !mounts.some(({ target }) => covers(target, path)));
  const readOnly: ServiceChange = { do: "set", service: key, path: ["read_only"], value: true };
  if (items.length === 0) return [readOnly];
  const path = ["tmpfs"];
  const comment = `what ${profile.images[0] ?? "the image"} writes to; confidence ${profile.confidence}`;
  if (keys.has("tmpfs")) return [readOnly, { do: "append", service: key, path, items, comment }];
  return [readOnly, { do: "set", service: key, path, value: items, comment }];
}

/** The entries of `tmpfs` that the image needs for the paths that are wanted, each with its options. */
export function tmpfsItems(
  { tmpfs, execTmpfs, ownedTmpfs, runAs }: ImageProfile,
  isWanted: (path: string) => boolean,
): readonly string[] {
  return tmpfs.filter(isWanted).map((path) => {
    const owner = ownedTmpfs.includes(path) ? runAs : undefined;
    const options = [
      ...(execTmpfs.includes(path) ? ["exec"] : []),
      ...(owner ? [`uid=${owner.uid}`] : []),
      ...(owner?.gid === undefined ? [] : [`gid=${owner.gid}`]),
    ];
    return options.length === 0 ? path : `${path}:${options.join(",")}`;
  });
}

/** The fix that does so; none where that is not known. */
export function makeReadOnly(service: Container): readonly Fix[] {
  const changes = readOnlyChanges(service);
  const confidence = service.profile?.confidence ?? "low";
  return changes ? [{ title: "Make the root file system read-only", safe: false, confidence, changes }] : [];
}

/** Whether a mount at `target` holds `path`. Both are absolute paths in the container. */
function covers(target: string, path: string): boolean {
  const base = withoutSlashes(target);
  return path === base || path.startsWith(`${base}/`);
}
