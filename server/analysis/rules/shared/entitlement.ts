import type { Container, Listed } from "../../model/container.ts";

/** What a service's build is granted beside its sandbox, of the kinds that the pattern names. */
export function entitled({ build }: Container, kind: RegExp): readonly Listed<string>[] {
  return (build?.entitlements ?? []).filter(({ value }) => kind.test(value));
}
