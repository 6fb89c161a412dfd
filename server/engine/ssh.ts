import { spawn } from "node:child_process";
import { realpathSync } from "node:fs";
import os from "node:os";
import { Duplex } from "node:stream";
import { programOnPath } from "../disk/program.ts";
import type { Address } from "./address.ts";
import { EngineFailure } from "./failure.ts";

type SshAddress = Extract<Address, { readonly by: "ssh" }>;

/**
 * A connection to the engine of another machine: the user's own `ssh` runs `docker system dial-stdio` there, as the Docker CLI has it. The program is started
 * without a shell, in the user's home, and none that lies in `tree` is taken. Throws `EngineFailure` where there is no ssh; the stream ends with one where
 * ssh ends without an answer.
 * Source: docker/cli `cli/connhelper/connhelper.go`
 */
export function sshStream(address: SshAddress, tree: string): Duplex {
  const program = programOnPath("ssh", realpathSync(tree));
  if (program === undefined) throw new EngineFailure("absent", "no ssh is installed, which the engine's address needs");
  const child = spawn(program, [...sshArguments(address)], {
    cwd: os.homedir(),
    stdio: ["pipe", "pipe", "pipe"],
    windowsHide: true,
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said = (said + text).slice(-2000);
  });
  const stream = Duplex.from({ readable: child.stdout, writable: child.stdin });
  child.on("error", () => stream.destroy(new EngineFailure("absent", "ssh cannot be started")));
  // The streams of a program end before its last words have been read.
  child.on("close", (status) => {
    if (status === null || status === 0) return stream.destroy();
    const last = said.trim().split("\n").at(-1) ?? "";
    return stream.destroy(new EngineFailure("absent", `ssh to ${address.host} ended${last === "" ? "" : `: ${last}`}`));
  });
  stream.on("close", () => child.kill());
  return stream;
}

/** The words behind `ssh`. */
export function sshArguments({ host, user, port, socket }: SshAddress): readonly string[] {
  return [
    ...["-o", "ConnectTimeout=30", "-T"],
    ...(user === undefined ? [] : ["-l", user]),
    ...(port === undefined ? [] : ["-p", String(port)]),
    ...["--", host, "docker"],
    ...(socket === undefined ? [] : ["--host", `unix://${socket}`]),
    ...["system", "dial-stdio"],
  ];
}
