import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import { composeFileName } from "../../../server/analysis/command/service/compose-service.ts";
import type { Analysis } from "../../../server/analysis/run/analysis.ts";
import { analyze } from "../../../server/analysis/run/analyze.ts";
import { ParseCache } from "../../../server/analysis/run/cache.ts";
import { configOf, readSettings } from "../../../server/analysis/settings/read.ts";
import { CASES } from "./cases.ts";
import type { Accepted } from "./record-services.ts";
import { HERE } from "./spoken-body.ts";
import { spokenContainer } from "./spoken-container.ts";
import { LINES, PUT, turnedOf } from "./turned.ts";

const RECORDING = JSON.parse(readFileSync(path.join(import.meta.dirname, "accepted.json"), "utf8")) as Accepted;

function analysed(name: string, text: string, line: string): Analysis {
  const uri = `file://${HERE}/${composeFileName(name)}`;
  const settings = line.startsWith("podman") ? "engine: podman\n" : "";
  const read = readSettings(`file://${HERE}/.bulkhead.yaml`, settings, new Set());
  return analyze([uri], (one) => (one === uri ? text : null), configOf([read.settings]), {
    cache: new ParseCache(),
    onRuleError: (rule, error) => assert.fail(`${rule}: ${error}`),
  });
}

/** By the text of the file: why Compose refuses it; undefined where it takes it. */
const REFUSALS: ReadonlyMap<string, string | undefined> = new Map(
  RECORDING.services.map(({ text, refused }) => [text, refused] as const),
);

describe("a command as a Compose service", () => {
  for (const [what, all] of [
    ["lines of scripts", LINES],
    ["lines put to the Docker CLI", PUT],
  ] as const) {
    it(`gives the same container, of ${what}`, () => {
      for (const { line, container, made } of all) {
        if ("refused" in made) continue;
        const { project, inputErrors, refusals } = analysed(made.name, made.text, line);
        assert.deepEqual(inputErrors, [], line);
        assert.equal(refusals.length > 0, REFUSALS.get(made.text) !== undefined, `${line}\n${made.text}`);
        const [service] = project?.services ?? [];
        assert.ok(service, line);
        assert.deepEqual(spokenContainer(service), spokenContainer(container), `${line}\n${made.text}`);
      }
    });
  }

  it("is made of most lines, and refused for a reason", () => {
    const refusals = LINES.flatMap(({ made }) => ("refused" in made ? [made.refused.replace(/`[^`]*`/, "…")] : []));
    const counted = [...new Set(refusals)].map((one) => [one, refusals.filter((other) => other === one).length]);
    assert.equal(LINES.length - refusals.length, 134);
    assert.deepEqual(Object.fromEntries(counted), {
      "Compose has no key for …": 10,
      "it names no image": 3,
      "nobody knows what … is": 5,
      "nobody knows what … says": 13,
      "… is refused, or read otherwise than it is meant": 7,
    });
  });

  it("loses no flag: each is a key or a comment, or refused", () => {
    const textOf = (line: string): string => {
      const [turned] = turnedOf(`docker ${line}\n`);
      assert.ok(turned, line);
      return "refused" in turned.made ? turned.made.refused : turned.made.text;
    };
    const plain = new Set([textOf("create image word"), textOf("run image word")]);
    const lost = CASES.filter((words) => /^(?:create|run) (?:-d )?(-\S+ )?\S+ image word$/.test(words.join(" ")))
      .map((words) => words.map((word) => `'${word}'`).join(" "))
      .filter((line) => plain.has(textOf(line)));
    assert.deepEqual(lost, []);
  });

  it("says what a Compose file says otherwise", () => {
    /** The lines of the service behind its image, then those beside it. */
    const saidOf = (line: string): readonly string[] => {
      const [turned] = turnedOf(`${line}\n`);
      assert.ok(turned && "text" in turned.made, line);
      const { text } = turned.made;
      return text
        .slice(text.indexOf("image: a\n") + 9, -1)
        .split("\n")
        .map((one) => one.replace(/^ {4}(?! {0,2}name:| {0,2}external:)/, ""));
    };
    for (const [line, ...said] of [
      ["docker create --network host --stop-timeout 5 a", "network_mode: host", "stop_grace_period: 5s"],
      ["docker create --network none --restart no a", "network_mode: none", 'restart: "no"'],
      [
        "docker create --network none -e 'A=$x' a 'echo $$'",
        "network_mode: none",
        "environment:",
        "  - A=$$x",
        "command: [echo $$$$]",
      ],
      [
        "docker create --network none --env-file .env a",
        "network_mode: none",
        "env_file:",
        "  - path: .env",
        "    format: raw",
      ],
      [
        "docker create --network none --log-opt max-size=10m a",
        "network_mode: none",
        "logging:",
        "  options:",
        "    max-size: 10m",
      ],
      ["docker create --network none --device /dev/a:r a", "network_mode: none", "devices:", "  - /dev/a:/dev/a:r"],
      ["docker create --network none -v $DATA:/e a", "network_mode: none", "volumes:", "  - ${DATA:?}:/e"],
      [
        "docker create --network none --gpus device=0 a",
        "network_mode: none",
        "gpus:",
        "  - device_ids:",
        '      - "0"',
      ],
      [
        "docker create --network none --blkio-weight-device /dev/a:100 a",
        ...["network_mode: none", "blkio_config:", "  weight_device:", "    - path: /dev/a", "      weight: 100"],
      ],
      [
        "docker create --network none --mount type=bind,src=/f,dst=/f a",
        ...["network_mode: none", "volumes:", "  - type: bind", "    source: /f", "    target: /f", "    bind:"],
        "      create_host_path: false",
      ],
      ["docker create --link db:db a", "external_links:", "  - db:db", "network_mode: bridge"],
      ["docker create --cap-add KILL --cap-add KILL a", "cap_add:", "  - KILL", "network_mode: bridge"],
      [
        "docker create --network lan -v data:/d a",
        ...["volumes:", "  - data:/d", "networks:", "  - lan"],
        ...["volumes:", "  data:", "    name: data", "networks:", "  lan:", "    name: lan", "    external: true"],
      ],
      [
        "docker create --network lan --network-alias x --network-alias y2 --ip 10.0.0.2 a",
        ...["networks:", "  lan:", "    aliases:", "      - x", "      - y2", "    ipv4_address: 10.0.0.2"],
        ...["networks:", "  lan:", "    name: lan", "    external: true"],
      ],
    ] as const)
      assert.deepEqual(saidOf(line), said);
  });

  it("is started as the command is, and told what is besides", () => {
    const head = (line: string): string => {
      const [turned] = turnedOf(`${line}\n`);
      assert.ok(turned && "text" in turned.made, line);
      return turned.made.text.split("\nname:")[0] ?? "";
    };
    assert.equal(head("docker run -d --name web a"), "# To start it: docker compose -f compose.web.yaml up -d");
    assert.equal(head("docker run a"), "# To start it: docker compose -f compose.a.yaml up");
    assert.match(
      head("docker run --rm -it a"),
      /compose\.a\.yaml run --rm --service-ports a\n# --rm: the container stays/,
    );
    assert.match(head("podman create a"), /^# To start it: podman compose -f compose\.a\.yaml create\n# Rootless/);
    assert.match(head("docker --context far run a"), /which engine is asked/);
    assert.match(head("DOCKER_HOST=tcp://10.0.0.1:2375 docker run a"), /which engine is asked/);
    assert.match(head("docker run -e A=$B -v $C:/c a"), /To be set in the environment or in \.env: B, C$/);
    assert.match(head("docker run --name override a"), /compose\.override-service\.yaml/);
  });

  it(`was put to Docker Compose ${RECORDING.version}`, () => {
    const all = [...LINES, ...PUT].flatMap(({ made }) => ("refused" in made ? [] : [made.text]));
    assert.deepEqual([...REFUSALS.keys()], [...new Set(all)], "run: npm run record:services");
  });
});
