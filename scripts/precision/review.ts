/** What somebody who looked at the file says of a finding. */
export type Verdict = "right" | "arguable" | "wrong";

export interface Reviewed {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
  readonly verdict: Verdict;
  /** Why, and what was mended. */
  readonly note: string;
}

/** The seed and the number that `sample` drew them with, of the findings of the default profile before what it led to was mended. */
export const DRAWN = { seed: 4, count: 50 };

const COMPOSE = "docker__compose/pkg/e2e";
const VULHUB = "vulhub__vulhub";
const USUAL = "Nothing of it is there; one finding for the service, and an info.";
const PUBLISHED =
  "An application's port on all addresses. Meant for a laboratory, and open to whoever is on its network.";

/** Fifty findings, each looked at in its file by hand. */
export const REVIEW: readonly Reviewed[] = [
  row("compose-spec__compose-go/loader/testdata/compose-depends-on-cycle.yaml", 7, "unhardened", "right", USUAL),
  row(
    "compose-spec__compose-go/loader/testdata/compose-test-extends-with-context-url-imported.yaml",
    4,
    "remote-build-credentials",
    "right",
    "The context is a repository's default branch, which changes.",
  ),
  row(
    "docker__awesome-compose/react-rust-postgres/backend/Dockerfile",
    14,
    "root-user",
    "right",
    "`target: development` is what Compose builds, and neither it nor its base has a USER. The Dockerfile's last stage, another image, is told apart.",
  ),
  row(`${COMPOSE}/fixtures/bridge/compose.yaml`, 5, "ignored-ports", "right", "Its only network is internal."),
  row(`${COMPOSE}/fixtures/build-test/privileged/Dockerfile`, 19, "insecure-build", "right", "A test of exactly this."),
  row(`${COMPOSE}/fixtures/start-stop/compose.yaml`, 4, "unhardened", "right", USUAL),
  row(`${COMPOSE}/fixtures/volume-test/compose.yaml`, 2, "unhardened", "right", USUAL),
  row(`${COMPOSE}/fixtures/wait/compose.yaml`, 5, "unhardened", "right", USUAL),
  row(
    `${COMPOSE}/testdata/TestBuildLongOutputLine/Dockerfile`,
    34,
    "plaintext-secret",
    "arguable",
    "`FAKE_TO_GENERATE_WARNING_OUTPUT` says itself that it is none, in words that no rule can list. Left as it is.",
  ),
  row(
    `${COMPOSE}/testdata/TestBuildSecrets/Dockerfile`,
    8,
    "leaked-secret-mount",
    "right",
    "The file stays in the layer.",
  ),
  row(
    `${COMPOSE}/testdata/TestBuildSubDependencies/compose.yaml`,
    22,
    "root-user",
    "right",
    "An image of its own, inline, with neither USER nor a base that has one.",
  ),
  row(`${COMPOSE}/testdata/TestComposeRunNotRequiredDeps/compose.yaml`, 9, "unhardened", "right", USUAL),
  row(`${COMPOSE}/testdata/TestCopy/compose.yaml`, 3, "unpinned-image", "right", "`alpine` without a version."),
  row(
    `${COMPOSE}/testdata/TestIPC/compose.yaml`,
    5,
    "shared-namespace",
    "right",
    "The message read oddly, *shares the shared memory*: mended.",
  ),
  row(
    `${COMPOSE}/testdata/TestProviderStopHook/compose.yaml`,
    9,
    "host-provider",
    "right",
    "Compose runs the program on the host.",
  ),
  row(`${COMPOSE}/testdata/TestUpExitCodeFrom/compose.yaml`, 2, "unhardened", "right", USUAL),
  row(
    "dockersamples__example-voting-app/docker-compose.yml",
    20,
    "project-mount",
    "arguable",
    "It holds the Dockerfile, as told; for development that is the point, and why it is an info.",
  ),
  row("jessfraz__dockerfiles/aspell/Dockerfile", 1, "unpinned-image", "right", "`alpine:latest`."),
  row(
    "jessfraz__dockerfiles/mpd/Dockerfile",
    18,
    "sudo",
    "right",
    "With NOPASSWD for mount further down, which has a finding of its own.",
  ),
  row("jessfraz__dockerfiles/vagrant/Dockerfile", 1, "root-user", "right", "No USER in the file."),
  row(
    "laradock__laradock/chroma/compose.yml",
    4,
    "unpinned-image",
    "right",
    "The variable's value comes from `defaults.env` beside it and is `latest`.",
  ),
  row(
    "laradock__laradock/clickhouse/compose.yml",
    21,
    "exposed-admin-port",
    "right",
    "Published without an address, whatever the host's port.",
  ),
  row(
    "laradock__laradock/jenkins/compose.yml",
    11,
    "privileged",
    "right",
    "Beside the engine's socket, for Docker in Jenkins.",
  ),
  row(
    "laradock__laradock/logstash/compose.yml",
    13,
    "exposed-port",
    "right",
    "A log intake that anybody may write to.",
  ),
  row(
    "laradock__laradock/netdata/compose.yml",
    7,
    "dangerous-capability",
    "wrong",
    "A warning, though the container sees no processes but its own. Mended: SYS_PTRACE and SYS_BOOT are an info in a PID namespace of their own.",
  ),
  row("laradock__laradock/portainer/compose.yml", 9, "docker-socket", "right", "Its purpose, and root on the host."),
  row("laradock__laradock/vllm/compose.yml", 13, "all-gpus", "right", "`count: all`, an info."),
  row(
    "laradock__laradock/vllm/compose.yml",
    21,
    "exposed-port",
    "right",
    "An API without a password on all addresses.",
  ),
  row(
    "laradock__laradock/workspace/Dockerfile",
    261,
    "piped-installer",
    "right",
    "A program is downloaded and run. Two lines above, `curl -o FILE … | bash` was told too, a pipe that carries nothing: mended.",
  ),
  row(
    "laradock__laradock/workspace/Dockerfile",
    950,
    "sudo",
    "arguable",
    "It is installed only where a build argument asks for it, and the build's own scripts want it.",
  ),
  row(
    "stefanprodan__dockprom/docker-compose.exporters.yml",
    16,
    "host-network",
    "right",
    "On purpose, to count the host's traffic.",
  ),
  row(
    "stefanprodan__dockprom/docker-compose.exporters.yml",
    30,
    "host-path",
    "right",
    "Read-only, and every container's files and secrets are there to be read.",
  ),
  row(
    `${VULHUB}/activemq/CVE-2015-5254/docker-compose.yml`,
    6,
    "exposed-admin-port",
    "right",
    "A broker on all addresses.",
  ),
  row(`${VULHUB}/airflow/CVE-2020-11978/docker-compose.yml`, 47, "exposed-port", "right", PUBLISHED),
  row(
    `${VULHUB}/airflow/CVE-2020-11981/docker-compose.yml`,
    9,
    "plaintext-secret",
    "right",
    "`airflow:airflow@postgres`; told once for the anchor that five services merge.",
  ),
  row(`${VULHUB}/airflow/CVE-2020-17526/docker-compose.yml`, 35, "unhardened", "right", USUAL),
  row(`${VULHUB}/airflow/CVE-2020-17526/docker-compose.yml`, 63, "unhardened", "right", USUAL),
  row(`${VULHUB}/base/ghostscript/9.26/Dockerfile`, 5, "remote-add", "right", "A program without a checksum."),
  row(
    `${VULHUB}/base/git/2.12.2/with-openssh/Dockerfile`,
    7,
    "daemon-in-image",
    "right",
    "sshd is what the image is for; an info.",
  ),
  row(`${VULHUB}/base/inetutils/2.5/Dockerfile`, 1, "root-user", "right", "No USER in the file."),
  row(
    `${VULHUB}/base/nexus/3.14.0/Dockerfile`,
    5,
    "root-user",
    "right",
    "The base image has a user, and the file ends as root.",
  ),
  row(
    `${VULHUB}/base/nginx/heartbleed/Dockerfile`,
    39,
    "baked-secret",
    "right",
    "Told by its name; a private key goes into the image.",
  ),
  row(
    `${VULHUB}/base/zabbix/3.0.3/server/Dockerfile`,
    73,
    "setuid-binary",
    "right",
    "fping needs it for raw sockets; the next line sets the bit again and is told by itself, since both would have to change.",
  ),
  row(
    `${VULHUB}/budibase/CVE-2026-31816/docker-compose.yml`,
    44,
    "plaintext-secret",
    "right",
    "`admin:password` in an address.",
  ),
  row(`${VULHUB}/chartbrew/CVE-2026-25887/docker-compose.yml`, 44, "unhardened", "right", USUAL),
  row(`${VULHUB}/django/CVE-2022-34265/docker-compose.yml`, 15, "plaintext-secret", "right", "A password that works."),
  row(
    `${VULHUB}/docker/unauthorized-rce/docker-compose.yml`,
    5,
    "docker-tcp",
    "right",
    "Exactly the flaw that the file is made to show.",
  ),
  row(`${VULHUB}/ghostscript/CVE-2019-6116/docker-compose.yml`, 8, "exposed-port", "right", PUBLISHED),
  row(`${VULHUB}/ruby/CVE-2017-17405/docker-compose.yml`, 10, "exposed-port", "right", PUBLISHED),
  row(`${VULHUB}/wordpress/pwnscriptum/docker-compose.yml`, 10, "plaintext-secret", "right", "A password that works."),
];

/** What reading all findings of the rules that report seldom led to, beside the fifty. */
export const ALSO_MENDED: readonly string[] = [
  "`unverified-download` reported `apk add --allow-untrusted FILE` behind `gpg --verify … FILE` (laradock, php-worker): the signature is checked by itself, and nothing is said any more.",
  "`unpinned-image` gave two `COPY --from` of one image one identity (jessfraz, wireguard/tools).",
  "`/sys:ro`, as node-exporter and cAdvisor mount it, was an error; it shows little more than the container's own `/sys` and is an info. `/proc:ro` was one too and is a warning: root without SYS_PTRACE takes nothing over with it.",
];

function row(file: string, line: number, rule: string, verdict: Verdict, note: string): Reviewed {
  return { file, line, rule, verdict, note };
}
