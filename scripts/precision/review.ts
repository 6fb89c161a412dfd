import { readFileSync } from "node:fs";
import path from "node:path";

/** What who read the lines of the file says of a finding. */
export type Verdict = "right" | "arguable" | "wrong";

export interface Reviewed {
  readonly file: string;
  readonly line: number;
  readonly level: string;
  readonly rule: string;
  readonly verdict: Verdict;
  /** Whether somebody who is responsible for the file would want to know. */
  readonly useful: boolean;
  /** Why, and what was mended. */
  readonly note: string;
}

/** The seed and the number that `sample` drew them with, of the findings of the default profile outside of Compose's own tests, before what it led to was mended. */
export const DRAWN = { seed: 8, count: 200 };

/** The seed and the number of the warnings and errors that `draw` drew later, after all that the first review led to. */
export const ALARMS_DRAWN = { seed: 20261130, count: 200 };

/** The findings that were drawn first, each read with the lines around it and judged one by one: a row of `review.tsv` each. */
export const REVIEW = judgements("review.tsv");

/** The warnings and errors that were drawn later, judged in the same way. */
export const ALARMS = judgements("alarms.tsv");

function judgements(name: string): readonly Reviewed[] {
  return readFileSync(path.join(import.meta.dirname, name), "utf8")
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line) => {
      const [file = "", number, level = "", rule = "", verdict, useful, note = ""] = line.split("\t");
      if (verdict !== "right" && verdict !== "arguable" && verdict !== "wrong") throw new Error(`No verdict: ${line}`);
      return { file, line: Number(number), level, rule, verdict, useful: useful === "yes", note };
    });
}

/** Whether what was judged is told otherwise since, or no more. */
export function isMended({ note }: Reviewed): boolean {
  return note.includes("Mended");
}

/** Whether a file is one of Compose's own tests, which nobody runs and nobody will change. */
export function isFixture({ file }: { readonly file: string }): boolean {
  return file.startsWith("docker__compose/") || file.startsWith("compose-spec__compose-go/");
}

/** Whether a file is of a laboratory, which is weak on purpose. */
export function isLaboratory({ file }: { readonly file: string }): boolean {
  return file.startsWith("vulhub__vulhub/");
}

/** What is no longer told as a warning or an error since the sample of fifty, and why. */
export const NO_LONGER_TOLD: readonly string[] = [
  "376 `exposed-port`, all of which are an info now: ports of applications that nobody knows. In the strict profile they are warnings as before, but for what is published as 80 or 443 and for what a known image is for.",
  "SSH of Gitea, Gogs and GitLab (5 `exposed-admin-port`): pushing over it is what it is for.",
  "Programs named by a number alone (13 `exposed-admin-port`): ColdFusion's 8500 was called Consul (4), APISIX's 9091 Pushgateway (2), Superset's 8088 YARN (2), Budibase's 10000 Webmin, Openfire's 9090 Prometheus, and behind Caddy's password 9090, 9091 and 9093 (3).",
  "225 `invalid-option` of files that the project above includes, and whose networks, volumes and services it defines.",
  "34 findings of what a Dockerfile installs under a condition that its own arguments do not meet (`if [ $INSTALL_X = true ]`, false by default): `piped-installer`, `sudo`, `unverified-download`, `cleartext-download`. A Compose file that gives the argument brings them back.",
  "8 `weak-account` of the group docker in an image, which opens nothing before a socket is mounted, and what an image is made for (NET_ADMIN of a VPN, `/proc` that a node exporter reads): infos now.",
  "8 `invalid-option` of lines that stand in an included file and that a service of a third file extends.",
  "3 `sudo` behind two conditions, one of which a known argument makes false.",
  "7 findings that said again what another one of the same instruction says: lines of one file of sources (5 `unverified-download`), keys that one `RUN` makes (2 `built-in-key`).",
  "The host's network of a node exporter, which is what it counts: an info now.",
  "No error is lost. 51 warnings are new: phpMyAdmin, pgAdmin, Adminer, Portainer, Pi-hole, mongo-express and other consoles, databases that listen on 3000, 8000 and 9000, and `/usr/src` that can be written.",
];

/** What reading the sample led to, and what it shows that is not mended. */
export const ALSO_MENDED: readonly string[] = [
  "Mended: `setuid-binary` told of bits that a `chown` behind them takes away.",
  "Mended: the message of `unverified-download` on `[trusted=yes]` broke off at the bracket.",
  "Mended since: files that another one includes (12 of the sample), commands under a condition that is false by default (3), the group docker (2), NET_ADMIN of a VPN and /proc of a node exporter (3), `exec` of a tmpfs where all else is writable too (4 `weak-tmpfs`).",
  "Left: `unpinned-image` of a stage that nobody builds (1), `world-writable` of the 0777 that official images set until their start (1).",
];
