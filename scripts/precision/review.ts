import { readFileSync } from "node:fs";
import path from "node:path";

/** What somebody who looked at the file says of a finding. */
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

/** The seed and the number that `sample` drew them with, of the findings of the default profile before what it led to was mended. */
export const DRAWN = { seed: 7, count: 200 };

/** The findings that were drawn, each looked at in its file by hand: a row of `review.tsv` each. */
export const REVIEW: readonly Reviewed[] = readFileSync(path.join(import.meta.dirname, "review.tsv"), "utf8")
  .trimEnd()
  .split("\n")
  .slice(1)
  .map((line) => {
    const [file = "", number, level = "", rule = "", verdict, useful, note = ""] = line.split("\t");
    if (verdict !== "right" && verdict !== "arguable" && verdict !== "wrong") throw new Error(`No verdict: ${line}`);
    return { file, line: Number(number), level, rule, verdict, useful: useful === "yes", note };
  });

/** Whether a file is one of Compose's own tests, which nobody runs and nobody will change. */
export function isFixture({ file }: Reviewed): boolean {
  return file.startsWith("docker__compose/") || file.startsWith("compose-spec__compose-go/");
}

/** What is no longer told as a warning or an error since the sample of fifty, and why. */
export const NO_LONGER_TOLD: readonly string[] = [
  "376 `exposed-port`, all of which are an info now: ports of applications that nobody knows. In the strict profile they are warnings as before, but for what is published as 80 or 443 and for what a known image is for.",
  "SSH of Gitea, Gogs and GitLab (5 `exposed-admin-port`): pushing over it is what it is for.",
  "Programs named by a number alone (13 `exposed-admin-port`): ColdFusion's 8500 was called Consul (4), APISIX's 9091 Pushgateway (2), Superset's 8088 YARN (2), Budibase's 10000 Webmin, Openfire's 9090 Prometheus, and behind Caddy's password 9090, 9091 and 9093 (3).",
  "No error is lost. 51 warnings are new: phpMyAdmin, pgAdmin, Adminer, Portainer, Pi-hole, mongo-express and other consoles, databases that listen on 3000, 8000 and 9000, and `/usr/src` that can be written.",
];

/** What reading the sample and further findings of seldom rules led to. */
export const ALSO_MENDED: readonly string[] = [
  "`unsafe-sysctl` told `src_valid_mark=1`, which makes the check of senders heed packet marks and harms nobody.",
  "`exposed-admin-port` named the Android debugger where a service called `flower` publishes 5555, and Cassandra for a Redis cluster on 7000 to 7005.",
  "`plaintext-secret` takes `FAKE_TO_GENERATE_WARNING_OUTPUT` for a secret: words that say of themselves that they are none are left to the model of secrets.",
  "`weak-account` tells of a group `docker` in an image without a daemon or a socket, where it opens nothing.",
];
