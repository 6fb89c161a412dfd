import type { Engine, EngineDefaults } from "../../facts/engine.ts";
import { type Daemon, saidOf, switchOf } from "../../model/daemon.ts";

/**
 * The engine of the settings as a daemon with this file is: whose users are mapped, and what a container gets that says nothing else. Podman has no daemon,
 * and what the settings say of another mode than `rootful` stays.
 */
export function engineUnder(engine: Engine, daemon: Daemon): Engine {
  if (engine.mode === "podman") return engine;
  const remapped = saidOf(daemon, "userns-remap")?.value ?? "";
  const isRemapped = engine.mode === "rootful" && remapped !== "";
  const isRootless = engine.mode === "rootful" && switchOf(daemon, "rootless") === true;
  const lsm = new Set(engine.lsm);
  if (switchOf(daemon, "selinux-enabled") === true) lsm.add("selinux");
  return {
    ...engine,
    mode: isRootless ? "rootless" : isRemapped ? "userns-remap" : engine.mode,
    lsm: [...lsm],
    defaults: defaultsOf(daemon),
  };
}

function defaultsOf(daemon: Daemon): EngineDefaults {
  const seccomp = saidOf(daemon, "seccomp-profile")?.value ?? "";
  const cgroup = saidOf(daemon, "default-cgroupns-mode")?.value;
  return {
    noNewPrivileges: switchOf(daemon, "no-new-privileges") === true,
    seccomp: seccomp === "" || seccomp === "builtin" ? "default" : seccomp,
    ...(cgroup === "host" || cgroup === "private" ? { cgroup } : {}),
  };
}
