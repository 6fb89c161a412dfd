import type { Fix } from "../model/change.ts";
import type { Container, LostHardening } from "../model/container.ts";
import { spelledWith } from "../model/spelling.ts";
import { ours, said } from "../text/wording.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";
import { named } from "./shared/naming.ts";

export default rule({
  id: "lost-hardening",
  group: "privileges",
  level: "warning",
  docs: {
    title: "Hardening that is lost on the way",
    what: "A layer below hardens the service, and the service loses it: a list of its own replaces the one that `<<` brings in, since YAML merges keys and never lists; or `!reset` or `!override` in an override file or beside `extends` takes it away. In a drop-in of a Quadlet unit an empty `DropCapability=` clears what the unit says. Files that Compose merges append to lists, which is why this surprises.",
    why: "`<<: *hardened` reads as if everything in it held. The container keeps the capabilities, the set-user-ID programs or the unlimited memory that the layer below took away.",
    fine: "An empty list (`cap_drop: []`) or another value (`read_only: false`) is a choice and not reported.",
    instead: "Repeat the items in the service's own list, or use `extends` or an override file, which append.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        x-hardened: &hardened
          cap_drop: [ALL]
          security_opt: [no-new-privileges:true]
        services:
          app:
            <<: *hardened
            image: acme/app:1.2
            security_opt: [apparmor=acme]`,
      good: yaml`
        x-hardened: &hardened
          cap_drop: [ALL]
          security_opt: [no-new-privileges:true]
        services:
          app:
            <<: *hardened
            image: acme/app:1.2
            security_opt: [no-new-privileges:true, apparmor=acme]`,
    },
    references: [
      "https://yaml.org/type/merge.html",
      "https://docs.docker.com/reference/compose-file/fragments/",
      "https://docs.docker.com/reference/compose-file/merge/",
    ],
  },

  *check(service) {
    for (const [key, lost] of byKey(service.source.lost)) {
      const [first] = lost;
      const texts = lost.map(({ text }) => text).join(", ");
      yield {
        at: first.at,
        evidence: key,
        message: said`${named(service)} loses ${spelledWith(service, key, texts)}. ${ours(HOW[first.by])}`,
        related: lost.map(({ from, text }) => ({ at: from, message: said`${text} stands here.` })),
        fixes: repeated(service, first, lost),
      };
    }
  },
});

const HOW: Readonly<Record<LostHardening["by"], string>> = {
  "merge key": "It replaces what << brings in.",
  "!reset": "!reset takes it away.",
  "!override": "!override replaces it.",
  "empty line": "An empty line clears what stands before it.",
  "dev container tools": "Of a mount that goes into a Compose project the tools keep source and target alone.",
};

function byKey(lost: readonly LostHardening[]): ReadonlyMap<string, readonly [LostHardening, ...LostHardening[]]> {
  const groups = new Map<string, [LostHardening, ...LostHardening[]]>();
  const seen = new Set<string>();
  for (const one of lost) {
    const group = groups.get(one.key);
    if (group === undefined) groups.set(one.key, [one]);
    else if (!seen.has(`${one.key} ${one.text}`)) group.push(one);
    seen.add(`${one.key} ${one.text}`);
  }
  return groups;
}

/** Puts the items of a list into the service's own one. */
function repeated(service: Container, { key, at }: LostHardening, lost: readonly LostHardening[]): readonly Fix[] {
  const own = service.source.keys.get(key);
  const isList = key === "cap_drop" || key === "security_opt";
  if (!isList || own === undefined || own.start !== at.start || own.file !== service.key.at.file) return [];
  const items = lost.map(({ text }) => (text === "no-new-privileges" ? "no-new-privileges:true" : text));
  return [
    {
      title: `Repeat ${items.join(", ")}`,
      safe: false,
      changes: [{ do: "append", service: service.key, path: [key], items }],
    },
  ];
}
