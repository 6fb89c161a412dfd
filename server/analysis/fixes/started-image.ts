import type { ImageProfile } from "../facts/image-profiles.ts";
import type { Container } from "../model/container.ts";
import { isWritten, knownValue } from "../model/setting.ts";

/**
 * What is known of the published image that starts; undefined where the file has it start something else, by another entry point or a command that is
 * not surely the image's own program.
 */
export function startedProfile({ profile, build, entrypoint, command, image }: Container): ImageProfile | undefined {
  if (!profile || profile.kind === "base" || build || isWritten(entrypoint) || image.state === "unknown")
    return undefined;
  if (!isWritten(command)) return profile;
  const [program] = knownValue(command) ?? [];
  if (program === undefined) return undefined;
  const name = profile.name.slice(profile.name.lastIndexOf("/") + 1);
  return program.startsWith("-") || [name, `${name}d`, `${name}-server`].includes(program) ? profile : undefined;
}
