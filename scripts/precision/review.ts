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
export const ALARMS_DRAWN = { seed: 20261201, count: 200 };

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
  "107 `plaintext-secret` of passwords that everybody guesses and that open a database of the same project, each of them an info now; where the database is published, `exposed-admin-port` says so.",
  "Since projects were read that no rule was made with: mailboxes at domains that are nobody's, the password of Java's trust store, sudo that makes no root of anybody, conditions over numbers that do not hold, groups of sudo beside `NOPASSWD`, `ENV` that hands an `ARG` on; a root that only gives files to others, and a guessed password of a database beside a console where the database's own port says so, are infos. Here none of these was told, so nothing is lost; new are 2 (Ollama and a second port of Qdrant).",
  "No error is lost. 51 warnings are new: phpMyAdmin, pgAdmin, Adminer, Portainer, Pi-hole, mongo-express and other consoles, databases that listen on 3000, 8000 and 9000, and `/usr/src` that can be written.",
];

/** The sample of warnings and errors before this one, and what came of it. */
export const BEFORE =
  "The sample before this one, drawn with seed 20261130, was 96 % right, 3 % wrong and 68 % useful. Of its 64 useless findings 42 were passwords, half of them ones that everybody guesses and that open a database of the same project; the others were what laboratories are for and what a program is made for.";

/** Which findings are less than a warning where others are one, and why: a warning is what somebody acts on. */
export const LEVELS_ARGUED: readonly string[] = [
  "A password that everybody guesses (one of the lists of passwords that are tried first, or the account's, the database's or the program's own name) tells nothing where it is written. It matters where its door stands. Of a database, cache or queue that only the project's own containers reach, it is an info: who is within has it anyway. Where the database's port is published, that is the warning, which says along that the password is a guess, and the line itself is an info. It stays a warning on a network that others share, on the host's network, beside a published console for databases, for any program that is no database (a published Grafana with `grafana`), in a Dockerfile, and in the strict profile. So does every password that is no guess, wherever its database is: people use them twice.",
  "A port bound to loopback is not told at all; a port that is what the image is for is an info.",
  "`cleartext-download`, `end-of-life-image` and `piped-installer` keep their levels: nearly all in the sample are of use. An installer of a fixed version is as open to whoever takes over the server as any other, and a checksum ends it.",
  "85 % useful is not reached with the laboratories in: of 130 findings there 38 are of no use, 35 of them passwords and accounts that are there to be broken into. No rule can know that without the name of the directory, and a published login with `vulhub` as its password is what a warning is for in any other file. Without the laboratories it is reached.",
];

/** What was measured once on files from elsewhere, which lie in no repository of ours. */
export const KEPT_BACK =
  "323 Compose files and Dockerfiles that came with modules of Go and packages of npm and PyPI on the machine that measured, each text once, without templates: tests, examples and builds of some sixty projects, none of which a rule was made with. Of their 122 services 64 % have neither a warning nor an error (70 % without ten services of tests that Compose refuses, as told); 25 % with one was wanted, and 36 % have. What they have is set up for tests: databases and consoles that are published, passwords that are no guess, engines in privileged containers, Traefik's dashboard without a password. Of 279 images that no service builds there 10 % have a warning or an error. It found one wrong kind, names in templates of EJS that were called refused (68), which is mended.";

/** What reading the sample led to, and what it shows that is not mended. */
export const ALSO_MENDED: readonly string[] = [
  "Mended: `setuid-binary` told of bits that a `chown` behind them takes away.",
  "Mended: the message of `unverified-download` on `[trusted=yes]` broke off at the bracket.",
  "Mended since: files that another one includes (12 of the sample), commands under a condition that is false by default (3), the group docker (2), NET_ADMIN of a VPN and /proc of a node exporter (3), `exec` of a tmpfs where all else is writable too (4 `weak-tmpfs`).",
  "Left: `unpinned-image` of a stage that nobody builds (1), `world-writable` of the 0777 that official images set until their start (1).",
];
