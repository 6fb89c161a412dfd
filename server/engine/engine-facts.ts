import type { Engine } from "../analysis/facts/engine.ts";
import type { Info } from "./answers.ts";
import type { About } from "./read-engine.ts";

/** What an engine says of itself, as far as it decides what isolates containers. What it does not say is left out. */
export function engineFacts(about: About, info: Info): Partial<Engine> {
  const options = (info.SecurityOptions ?? []).map((option) => option.split(",")[0] ?? "");
  const version = /^\d+\.\d+/.exec(about.release || (info.ServerVersion ?? ""))?.[0];
  const cgroup = info.CgroupVersion === "1" ? 1 : info.CgroupVersion === "2" ? 2 : undefined;
  return {
    mode: modeOf(about, options),
    ...(version === undefined ? {} : { version }),
    ...(cgroup === undefined ? {} : { cgroup }),
    ...(info.SecurityOptions ? { lsm: MODULES.filter((name) => options.includes(`name=${name}`)) } : {}),
  };
}

const MODULES = ["apparmor", "selinux"] as const;

function modeOf({ name }: About, options: readonly string[]): Engine["mode"] {
  if (name === "Podman") return "podman";
  if (options.includes("name=rootless")) return "rootless";
  return options.includes("name=userns") ? "userns-remap" : "rootful";
}
