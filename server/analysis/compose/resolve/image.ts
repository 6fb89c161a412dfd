import { type ImageProfile, imageProfile } from "../../facts/image-profiles.ts";
import { isWindowsImage } from "../../facts/windows.ts";
import type { Build } from "../../model/container.ts";
import { fullName, type ImageRef, parseImage } from "../../model/image.ts";
import { byDefault, type Setting } from "../../model/setting.ts";
import { parseUser, publishedUser, type User } from "../../model/user.ts";
import { hasUnresolved } from "../../yaml/tree.ts";
import { because, type ServiceReader } from "../syntax/service-reader.ts";
import type { Declaration } from "./declaration.ts";

/** Null where the image comes out of a build; unknown where nothing names it. */
export function imageOf({ reader, build, image: otherwise, partial }: Declaration): Setting<ImageRef | null> {
  const text = reader.text("image");
  if (text.state === "unknown") {
    const written = reader.entry("image")?.value;
    return written?.kind === "scalar" ? { ...text, partly: written.text } : text;
  }
  if (text.value !== null) {
    const image = parseImage(text.value);
    if (image !== undefined) return { ...text, value: image };
  }
  if (build !== undefined) return byDefault(null, reader.at);
  if (otherwise !== undefined) return otherwise;
  const because = partial ? "an image that another file names" : "no image";
  return { state: "unknown", because, origin: "default", at: reader.at };
}

export function profileOf(image: Setting<ImageRef | null>, build: Build | undefined): ImageProfile | undefined {
  if (build !== undefined) return build.stage?.profile;
  if (image.state === "unknown" || image.value === null) return undefined;
  return imageProfile(fullName(image.value), image.value.tag);
}

/**
 * Compose's `user` stands over the built stage's `USER`, which stands over what is known of the image. An empty `user` is the image's.
 * Source: https://docs.docker.com/reference/compose-file/services/#user
 */
export function userOf(
  reader: ServiceReader,
  image: Setting<ImageRef | null>,
  build: Build | undefined,
  profile: ImageProfile | undefined,
): Setting<User> {
  const written = reader.text("user");
  if (written.state === "unknown") return withUnknownGroup(reader) ?? written;
  if (written.value !== null && written.value !== "") return { ...written, value: parseUser(written.value) };
  if (build !== undefined) return builtUser(reader, build);
  const published = profile && publishedUser(profile);
  if (published?.uid !== undefined) return { state: "known", origin: "image", at: reader.at, value: published };
  const because = image.state === "unknown" ? image.because : `image ${image.value?.text ?? ""}`;
  return { state: "unknown", because, origin: "default", at: reader.at };
}

/** `0:${GID}` is root, whatever the variable says. Of another user the group decides what it may open, and that is unknown. */
function withUnknownGroup(reader: ServiceReader): Setting<User> | undefined {
  const entry = reader.entry("user");
  if (entry?.value.kind !== "scalar") return undefined;
  const [name = "", group] = entry.value.text.split(":", 2);
  const { uid } = parseUser(name);
  if (name === "" || group === undefined || hasUnresolved(name) || uid !== 0) return undefined;
  const text = `${name}:${because(entry.value)}`;
  return { state: "known", value: { text, uid, root: true }, ...reader.decided(entry) };
}

function builtUser(reader: ServiceReader, build: Build): Setting<User> {
  const user = build.stage?.user;
  if (user === undefined) {
    const because =
      build.dockerfile === undefined ? "a build that cannot be followed" : "a Dockerfile that cannot be read";
    return { state: "unknown", because, origin: "default", at: reader.at };
  }
  return { ...user, via: build.at };
}

export function isWindows(image: Setting<ImageRef | null>, build: Build | undefined): boolean {
  if (build?.stage !== undefined) return build.stage.windows;
  return image.state === "known" && image.value !== null && isWindowsImage(fullName(image.value), image.value.tag);
}
