import type { Fix } from "../model/change.ts";
import type { Mount } from "../model/mount.ts";

/** Takes a mount out of the service's list. */
export function removeMount({ sourceText, target, item }: Mount): Fix {
  return {
    title: `Remove the mount of ${sourceText || target}`,
    safe: false,
    changes: [{ do: "remove-at", at: item }],
  };
}

/** Makes a bind read-only. None for the long form, and where the entry says more than its source and target. */
export function mountReadOnly(mount: Mount): readonly Fix[] {
  const { source, sourceText, target, item, at, readOnly, propagation, selinux, volume } = mount;
  const length = sourceText.length + 1 + target.length;
  const quotes = item.end - item.start - length;
  const short = at.end - at.start === sourceText.length && (quotes === 0 || quotes === 2) && at.start - item.start <= 1;
  if (!short || readOnly || propagation || selinux || volume || source.state === "unknown") return [];
  const value = `${sourceText}:${target}:ro`;
  return [{ title: "Mount read-only", safe: false, changes: [{ do: "replace-at", at: item, value }] }];
}
