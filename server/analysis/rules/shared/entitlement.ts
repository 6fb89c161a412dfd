import type { Container, Listed } from "../../model/container.ts";
import type { Level } from "../../model/level.ts";
import { said, type Wording } from "../../text/wording.ts";

/** What a service's build is granted beside its sandbox, of the kinds that the pattern names. */
export function entitled({ build }: Container, kind: RegExp): readonly Listed<string>[] {
  return (build?.entitlements ?? []).filter(({ value }) => kind.test(value));
}

/** Compose grants what its file names; a bake file only asks, and whoever runs it grants it with `--allow` or at the terminal. */
export function may({ kind }: Pick<Container, "kind">): Wording {
  return kind === "target" ? said`asks to` : said`may`;
}

/** What is only asked for is a hint at what will be granted. */
export function askedLevel({ kind }: Pick<Container, "kind">): { readonly level?: Level } {
  return kind === "target" ? { level: "info" } : {};
}
