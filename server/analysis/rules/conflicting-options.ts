import { removeUseless } from "../fixes/remove.ts";
import type { SecurityOption } from "../model/container.ts";
import { said } from "../text/wording.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";
import { inheritedFrom, namedInside } from "./shared/naming.ts";

export default rule({
  id: "conflicting-options",
  keys: ["security_opt"],
  group: "privileges",
  level: "warning",
  windows: true,
  docs: {
    title: "Contradicting security options",
    what: "One option of `security_opt` is given twice with different values. The engine takes the last one without a word. An override file appends to the list of the base file, so the two often stand in different files.",
    why: "The one that reads well may be the one that is ignored: `no-new-privileges:true` in the base is switched off by `no-new-privileges:false` in an override.",
    instead: "Keep one. In an override file, `security_opt: !override` replaces the list of the base.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          app:
            image: alpine:3.22
            security_opt:
              - no-new-privileges:true
              - no-new-privileges:false`,
      good: yaml`
        services:
          app:
            image: alpine:3.22
            security_opt:
              - no-new-privileges:true`,
    },
    references: [
      "https://docs.docker.com/reference/compose-file/merge/",
      "https://github.com/moby/moby/blob/master/daemon/daemon_unix.go",
    ],
  },

  *check(service) {
    const last = new Map<string, SecurityOption>();
    for (const option of service.security.options)
      if (option.valid && SINGLE.has(option.key)) last.set(option.key, option);
    for (const option of service.security.options) {
      const winner = last.get(option.key);
      if (!winner || !option.valid || meaning(option) === meaning(winner)) continue;
      yield {
        at: option.at,
        evidence: `${option.key}=${meaning(option)}`,
        message: said`${option.text} has no effect for ${namedInside(service)}: ${winner.text} stands after it.`,
        related: [{ at: winner.at, message: "This one holds." }, ...inheritedFrom(service, option)],
        fixes: [removeUseless(option.text, option.at)],
        redundant: true,
      };
    }
  },
});

/** Options of which the engine keeps one value; labels are several settings in one key. */
const SINGLE: ReadonlySet<string> = new Set([
  "no-new-privileges",
  "seccomp",
  "apparmor",
  "systempaths",
  "writable-cgroups",
]);

const FALSE: ReadonlySet<string> = new Set(["0", "f", "false"]);

/** The value as the engine understands it: booleans have several spellings. */
function meaning({ key, value }: SecurityOption): string {
  if (key !== "no-new-privileges" && key !== "writable-cgroups") return value;
  return FALSE.has(value.toLowerCase()) ? "false" : "true";
}
