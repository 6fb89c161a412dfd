import type { Listed, Service } from "../../model/service.ts";

/** What a service's build is granted beside its sandbox, of the kinds that the pattern names. */
export function entitled({ build }: Service, kind: RegExp): readonly Listed<string>[] {
  return (build?.entitlements ?? []).filter(({ value }) => kind.test(value));
}
