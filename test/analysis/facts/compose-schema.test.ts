import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import { ROOT } from "../../../scripts/build.ts";
import { COMPOSE_KEYS } from "../../../server/analysis/facts/compose-key-table.ts";
import { asServicePath, composeKey } from "../../../server/analysis/facts/compose-keys.ts";
import {
  isContainerKey,
  keysOfPart,
  partAt,
  SCHEMA_VERSION,
  schemaKey,
} from "../../../server/analysis/facts/compose-schema.ts";
import { SCHEMA } from "../../../server/analysis/facts/compose-schema-table.ts";
import { DEFAULT_ENGINE } from "../../../server/analysis/facts/engine.ts";

/** Keys that nothing reads and nothing explains, each with the reason why that is right. What stands below such a key is not asked for. */
const LEFT_OUT: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "file.version": "Compose says that it is obsolete and ignores it",
    "file.models": "what a service may ask over a network is a name of a model; no wall of the container hangs on it",
    "network.ipam": "addresses within a network, which every container of it reaches all the same",
    "network.enable_ipv4": "which addresses a container has; who reaches it is decided by networks and ports",
    "network.labels": "a note",
    "volume.labels": "a note",
    "volume.name": "what the engine calls it",
    "secret.name": "what the engine calls it",
    "secret.labels": "a note",
    "secret.driver": "for Swarm",
    "secret.driver_opts": "for Swarm",
    "secret.template_driver": "for Swarm",
    "config.name": "what the engine calls it",
    "config.labels": "a note",
    "config.template_driver": "for Swarm",
    "service.restart": "when it is started again",
    "service.scale": "how many there are",
    "service.attach": "whose output is shown",
    "service.container_name": "what the engine calls it",
    "deploy.mode": "how many there are",
    "deploy.endpoint_mode": "for Swarm",
    "deploy.replicas": "how many there are",
    "deploy.labels": "a note",
    "deploy.rollback_config": "for Swarm",
    "deploy.update_config": "for Swarm",
    "deploy.restart_policy": "when it is started again",
    "deploy.placement": "for Swarm",
    "deploy.resources.reservations": "what is kept free for a container; GPUs are read",
    "container.cpu_count": "for Windows",
    "container.cpu_percent": "for Windows",
    "container.domainname": "a name",
    "container.label_file": "a note",
    "container.labels": "a note",
    "container.mem_swappiness": "how early memory is moved to the disk",
    "container.models": "names of models",
    "container.pull_refresh_after": "when an image is asked for again; that a tag moves is told",
    "container.stop_grace_period": "how it is stopped",
    "container.stop_signal": "how it is stopped",
    "container.networks": "addresses and names within a network; which networks there are is read",
    "container.volumes": "what is created where nothing is yet; types, sources, targets and modes are read",
    "container.logging": "where output goes",
    "container.cpu_rt_period": "the period of what `cpu_rt_runtime` allows, which is read",
    "workload.build.extra_hosts": "names while the image is built",
    "workload.build.isolation": "for Windows",
    "workload.build.tags": "further names of the image",
    "workload.build.platforms": "which machines the image is for",
    "workload.build.cache_to": "where a build leaves its cache",
    "workload.build.no_cache": "whether a cache is used",
    "workload.build.pull": "whether a base is asked for again",
    "workload.build.shm_size": "how much memory a build shares",
    "workload.stdin_open": "whether there is an input",
    "workload.tty": "whether there is a terminal",
    "workload.ports": "names, modes and protocols of applications; addresses and ports are read",
    "workload.depends_on": "the order of starting",
    healthcheck: "how often; what is run is read",
    "develop.watch": "what is copied into the container while it is developed; commands are read",
    hook: "where it runs and with what environment; users, privileges and commands are read",
    "service.provider": "options of a program; the program is read",
    gpus: "which they are; that there are any is read",
    devices: "which they are; that there are any is read",
    blkio_limit: "how fast a disk is",
    blkio_weight: "how fast a disk is",
    "container.blkio_config": "how fast disks are",
    "container.credential_spec": "for Windows",
    env_file: "the form of a file that decides no isolation",
    service_config_or_secret: "owners and modes, which hold for Swarm alone",
    generic_resources: "for Swarm",
    "generic_resources.discrete_resource_spec": "for Swarm",
    "network.external": "an old form",
    "volume.external": "an old form",
    "secret.external": "an old form",
    "config.external": "an old form",
    model: "a model is no container",
  }),
);

/** Where the keys of each part stand below a service, network or whatever holds it. */
const WHERE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    file: "",
    service: "services.*.",
    container: "services.*.",
    workload: "services.*.",
    pre_start: "services.*.pre_start.",
    job: "jobs.*.",
    "job.triggers": "jobs.*.triggers.",
    schedule: "jobs.*.triggers.schedule.",
    include: "include.",
    deploy: "services.*.deploy.",
    "deploy.resources": "services.*.deploy.resources.",
    "deploy.resources.limits": "services.*.deploy.resources.limits.",
    develop: "services.*.develop.",
    "workload.build": "services.*.build.",
    network: "networks.*.",
    volume: "volumes.*.",
    secret: "secrets.*.",
    config: "configs.*.",
  }),
);

/** Whether a part, or one that it stands in, is left out with all its keys. */
function isLeftOut(part: string): boolean {
  const dot = part.lastIndexOf(".");
  return (LEFT_OUT.has(part) && !WHERE.has(part)) || (dot > 0 && isLeftOut(part.slice(0, dot)));
}

describe("the keys of Compose files", () => {
  const read = sourceWords();

  for (const [part, keys] of Object.entries(SCHEMA)) {
    if (isLeftOut(part)) continue;
    for (const key of Object.keys(keys)) {
      it(`${part}.${key} is read, explained, or left out for a reason`, () => {
        const where = WHERE.get(part);
        const isExplained = where !== undefined && COMPOSE_KEYS.some((row) => row.path === `${where}${key}`);
        const isRead = read.has(key);
        const handled = isExplained || isRead || LEFT_OUT.has(`${part}.${key}`);
        assert.ok(handled, "nothing handles this key of the schema");
      });
    }
  }

  it("are left out only where the schema has them", () => {
    const parts = new Set(Object.keys(SCHEMA));
    const known = new Set(
      Object.entries(SCHEMA).flatMap(([part, keys]) => Object.keys(keys).map((key) => `${part}.${key}`)),
    );
    assert.deepEqual(
      [...LEFT_OUT.keys()].filter((one) => !parts.has(one) && !known.has(one)),
      [],
    );
  });

  it("are explained only where the schema has them", () => {
    const gone = COMPOSE_KEYS.filter(({ path: row }) => {
      const keys = row.split(".");
      return !row.startsWith("x-") && schemaKey(keys) === undefined;
    });
    assert.deepEqual(
      gone.map(({ path: row }) => row),
      [],
    );
  });

  it("say since when they are known, as the schema's history does", () => {
    for (const row of COMPOSE_KEYS) {
      const since = schemaKey(row.path.split("."))?.since;
      if (since !== undefined) assert.equal(row.since, `${since}.0`, row.path);
    }
  });

  it("are those of the Compose that is assumed", () => {
    assert.equal(DEFAULT_ENGINE.compose, SCHEMA_VERSION.compose);
  });
});

describe("a path in a Compose file", () => {
  const parts: readonly (readonly [path: string, part: string | undefined])[] = [
    ["", "file"],
    ["services", undefined],
    ["services.web", "service"],
    ["services.web.build", "workload.build"],
    ["services.web.deploy.resources.limits", "deploy.resources.limits"],
    ["services.web.pre_start", "pre_start"],
    ["services.web.post_start", "hook"],
    ["services.web.networks", undefined],
    ["services.web.networks.front", "container.networks"],
    ["services.web.environment", undefined],
    ["jobs.backup", "job"],
    ["jobs.backup.triggers", "job.triggers"],
    ["jobs.backup.triggers.schedule", "schedule"],
    ["volumes.data", "volume"],
    ["include", "include"],
    ["nowhere.at.all", undefined],
  ];
  for (const [where, part] of parts) {
    it(`leads from "${where}" to ${part ?? "no keys that are known"}`, () => {
      assert.equal(partAt(where === "" ? [] : where.split(".")), part);
    });
  }

  it("is a service's where the key means the same", () => {
    const asService = (where: string): string => asServicePath(where.split(".")).join(".");
    assert.equal(asService("jobs.backup.cap_add"), "services.backup.cap_add");
    assert.equal(asService("jobs.backup.build.network"), "services.backup.build.network");
    assert.equal(asService("jobs.backup.triggers.manual"), "jobs.backup.triggers.manual");
    assert.equal(asService("services.web.pre_start.volumes.bind.propagation"), "services.web.volumes.bind.propagation");
    assert.equal(asService("services.web.pre_start.user"), "services.web.pre_start.user");
    assert.equal(asService("services.web.pre_start.per_replica"), "services.web.pre_start.per_replica");
    assert.equal(composeKey(["jobs"])?.title, "jobs");
  });

  it("leads to the keys that a job and a container before a service take, and to no others", () => {
    assert.ok(keysOfPart("job").has("cap_add") && keysOfPart("job").has("ports") && keysOfPart("job").has("triggers"));
    assert.ok(!keysOfPart("job").has("deploy") && !keysOfPart("job").has("pre_start"));
    assert.ok(keysOfPart("pre_start").has("per_replica") && !keysOfPart("pre_start").has("ports"));
    assert.ok(isContainerKey("umask") && !isContainerKey("build"));
  });
});

/** The words in quotes of what reads Compose files. */
function sourceWords(): ReadonlySet<string> {
  const folder = path.join(ROOT, "server/analysis/compose");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const texts = files.map((file) => readFileSync(path.join(folder, file), "utf8"));
  return new Set(texts.flatMap((text) => [...text.matchAll(/"([a-z_]+)"/g)].map(([, word = ""]) => word)));
}
