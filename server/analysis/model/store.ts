import { portUse } from "../facts/ports.ts";
import { isStoreImage } from "../facts/store-images.ts";
import type { Container } from "./container.ts";
import { knownValue } from "./setting.ts";

/** Whether the image that runs, or that the built one starts from, is known as a database, a cache or a queue. */
export function isStore({ profile, image, build }: Container): boolean {
  const base = build?.stage === undefined ? image : build.stage.image;
  if (isStoreImage(knownValue(base)?.repository ?? "")) return true;
  if (!profile || profile.ports === "unknown") return false;
  return profile.ports.some(({ port, protocol = "tcp" }) =>
    STORES.has(portUse({ target: port, protocol }, profile.names)?.kind ?? ""),
  );
}

const STORES: ReadonlySet<string> = new Set(["database", "cache", "queue"]);
