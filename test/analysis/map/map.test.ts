import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { describe, it } from "mocha";
import { ROOT } from "../../../scripts/build.ts";
import { DEFAULT_ENGINE, type Engine } from "../../../server/analysis/facts/engine.ts";
import { NAMESPACES } from "../../../server/analysis/facts/namespaces.ts";
import { columnsFor, layoutOf, type Rectangle } from "../../../server/analysis/map/layout.ts";
import type { ContainerMap, MapModel, Part } from "../../../server/analysis/map/model.ts";
import { sectionsOf } from "../../../server/analysis/map/model.ts";
import { shownOf, type View, WHOLE } from "../../../server/analysis/map/view.ts";
import { composeOf } from "../ide/shown.ts";
import { exampleMap, laidOut, mapFrom } from "./model.ts";

function container(model: MapModel, name: string): ContainerMap {
  const found = model.containers.find((one) => one.name === name);
  assert.ok(found, `there is no container ${name}`);
  return found;
}

/** `closed, own` */
function stateOf(parts: readonly Part[], id: string): string {
  const part = parts.find((one) => one.id === id);
  assert.ok(part, `there is no part ${id}`);
  return `${part.standing}, ${part.word}`;
}

async function web(...lines: readonly string[]): Promise<ContainerMap> {
  return container(await mapFrom({ "compose.yaml": composeOf("image: acme/web:1", ...lines) }, DEFAULT_ENGINE), "web");
}

describe("isolation map: what the examples show", () => {
  it("has the eight namespaces, the 41 capabilities and the locks of every container", () => {
    const { containers } = exampleMap("shop");
    assert.deepEqual(
      containers.map(({ name }) => name),
      ["proxy", "web", "worker", "db", "cache", "agent"],
    );
    for (const one of containers) {
      assert.deepEqual(
        one.walls.map(({ namespace }) => namespace),
        NAMESPACES.map(({ name }) => name),
      );
      assert.equal(one.capabilities.length, 41);
      assert.equal(one.locks.length, 11);
    }
  });

  it("tells the host's namespaces of the agent, and what it mounts, the gravest first", () => {
    const agent = container(exampleMap("shop"), "agent");
    assert.equal(stateOf(agent.walls, "namespaces.pid"), "opened, host's");
    assert.equal(stateOf(agent.walls, "namespaces.net"), "opened, host's");
    assert.equal(stateOf(agent.walls, "namespaces.ipc"), "closed, own");
    assert.equal(stateOf(agent.walls, "namespaces.user"), "open, host's");
    assert.equal(stateOf(agent.locks, "privileged"), "opened, yes");
    assert.equal(stateOf(agent.locks, "seccomp"), "opened, off");
    const severities = agent.pipes.map(({ severity }) =>
      ["critical", "high", "medium", "low", "none"].indexOf(severity),
    );
    assert.deepEqual(
      severities,
      [...severities].sort((a, b) => a - b),
    );
    assert.equal(agent.pipes[0]?.severity, "critical");
    assert.ok(agent.capabilities.every(({ fate }) => ["default", "added", "dangerous"].includes(fate)));
    assert.equal(agent.capabilitySet?.word, "all 41");
  });

  it("points each part at the text that decides it", () => {
    const file = path.join(ROOT, "examples", "shop", "compose.yaml");
    const text = readFileSync(file, "utf8");
    const { containers } = exampleMap("shop");
    const model = { containers, host: "", lanes: [] };
    const at = (part: Part | undefined) => {
      assert.equal(part?.at.file, pathToFileURL(file).href);
      return text.slice(part?.at.start, part?.at.end);
    };
    const worker = container(model, "worker");
    assert.equal(at(worker.capabilities.find(({ name }) => name === "SYS_ADMIN")), "SYS_ADMIN");
    assert.equal(at(worker.locks.find(({ id }) => id === "apparmor")), "apparmor:unconfined");
    assert.equal(at(container(model, "proxy").pipes[0]), "/var/run/docker.sock");
    assert.equal(at(container(model, "agent").walls[0]), "host");
    assert.equal(at(container(model, "cache").whole), "cache");
  });

  it("shows the hardened shop with nothing that a line opens but its proxy's socket", () => {
    const opened = exampleMap("shop-hardened").containers.flatMap((one) =>
      sectionsOf(one).flatMap(({ parts }) =>
        parts.filter(({ standing }) => standing === "opened").map(({ id }) => `${one.name} ${id}`),
      ),
    );
    assert.deepEqual(opened, ["socket-proxy mounts[0]"]);
  });
});

describe("isolation map: parts", () => {
  it("tells each state of a capability", async () => {
    const { capabilities } = await web("cap_drop: [NET_RAW]", "cap_add: [SYS_ADMIN, WAKE_ALARM]");
    const state = (name: string) => capabilities.find((one) => one.name === name)?.fate;
    assert.deepEqual(["CHOWN", "NET_RAW", "SYS_ADMIN", "WAKE_ALARM", "SYS_BOOT"].map(state), [
      "default",
      "dropped",
      "dangerous",
      "added",
      "absent",
    ]);
  });

  it("leaves unknown what a variable decides, and says which", async () => {
    const one = await web("privileged: ${PRIVILEGED}", "pid: ${PID}", 'volumes: ["${DATA}:/data"]');
    for (const id of ["privileged", "seccomp"]) assert.equal(stateOf(one.locks, id), "unknown, unknown");
    assert.equal(stateOf(one.walls, "namespaces.pid"), "unknown, unknown");
    assert.ok(one.capabilities.every(({ fate }) => fate === "unknown"));
    assert.match(one.walls[0]?.text ?? "", /\$\{PID\}/);
    assert.equal(one.pipes[0]?.standing, "unknown");
  });

  it("takes no default for granted where the file only adds to a service", async () => {
    const model = await mapFrom({ "compose.prod.yaml": composeOf("pid: host") }, DEFAULT_ENGINE);
    const one = container(model, "web");
    assert.equal(stateOf(one.walls, "namespaces.pid"), "opened, host's");
    assert.equal(stateOf(one.walls, "namespaces.net"), "unknown, unknown");
    assert.equal(stateOf(one.locks, "user"), "unknown, unknown");
    assert.equal(one.exposure, undefined);
  });

  it("grades what is mounted and how", async () => {
    const { pipes } = await web(
      "volumes: [/var/run/docker.sock:/var/run/docker.sock:ro, ./src:/src, data:/data, /usr:/usr:ro]",
      "tmpfs: [/tmp]",
      "devices: [/dev/sda:/dev/sda:r]",
      "ports: ['127.0.0.1:80:80', '443:443']",
    );
    const shown = pipes.map(({ kind, target, readOnly, severity, standing }) =>
      [kind, target, readOnly ? "ro" : "rw", severity, standing].join(" "),
    );
    assert.deepEqual(shown, [
      "socket /var/run/docker.sock ro critical opened",
      "files /usr ro high opened",
      "files /src rw none plain",
      "volume /data rw none plain",
      "memory /tmp rw none plain",
      "device /dev/sda ro critical opened",
      "port port 80/tcp rw none plain",
      "port port 443/tcp rw medium opened",
    ]);
  });

  it("joins a namespace with the container of the project that has it", async () => {
    const text =
      "services:\n  vpn:\n    image: a/vpn:1\n  app:\n    image: a/app:1\n    network_mode: service:vpn\n    pid: container:x\n";
    const model = await mapFrom({ "compose.yaml": text }, DEFAULT_ENGINE);
    const { walls } = container(model, "app");
    assert.equal(stateOf(walls, "namespaces.net"), "joined, with vpn");
    assert.equal(walls.find(({ namespace }) => namespace === "net")?.joins, 0);
    assert.equal(stateOf(walls, "namespaces.pid"), "joined, with x");
    assert.deepEqual(
      laidOut(model, 2).links.map(({ from, to, namespace }) => [from, to, namespace]),
      [[1, 0, "net"]],
    );
  });

  it("tells of a container's networks and who else is on them", async () => {
    const text =
      "services:\n  a:\n    image: a/a:1\n    networks: [back]\n  b:\n    image: a/b:1\n    networks: [back, lan]\n  c:\n    image: a/c:1\n    network_mode: none\n" +
      "networks:\n  back: {internal: true}\n  lan: {driver: macvlan}\n";
    const model = await mapFrom({ "compose.yaml": text }, DEFAULT_ENGINE);
    assert.match(container(model, "a").networks[0]?.text ?? "", /with b; it has no way out/);
    assert.equal(stateOf(container(model, "b").networks, "networks.lan"), "opened, LAN");
    assert.deepEqual(
      container(model, "c").networks.map(({ word }) => word),
      ["not attached"],
    );
  });

  it("shows the host's network and another container's as what they are, and not as none", async () => {
    const text =
      "services:\n  plex:\n    image: a/plex:1\n    network_mode: host\n  vpn:\n    image: a/vpn:1\n  torrent:\n    image: a/t:1\n    network_mode: service:vpn\n";
    const model = await mapFrom({ "compose.yaml": text }, DEFAULT_ENGINE);
    const [host] = container(model, "plex").networks;
    assert.deepEqual([host?.label, host?.standing], ["the host's", "opened"]);
    const [joined] = container(model, "torrent").networks;
    assert.deepEqual([joined?.label, joined?.standing], ["those of vpn", "joined"]);
  });

  it("shows the security modules that the host has", async () => {
    const files = { "compose.yaml": composeOf("image: acme/web:1") };
    const modules = async (lsm: Engine["lsm"]) =>
      container(await mapFrom(files, { ...DEFAULT_ENGINE, lsm }), "web").locks.map(({ label }) => label);
    assert.ok((await modules(["selinux"])).includes("SELinux"));
    assert.ok(!(await modules(["selinux"])).includes("AppArmor"));
    assert.ok((await modules([])).includes("Security module"));
  });

  it("has no Linux walls for a Windows container", async () => {
    const image = "mcr.microsoft.com/windows/nanoserver:ltsc2022";
    const model = await mapFrom({ "compose.yaml": `services:\n  win:\n    image: ${image}\n` }, DEFAULT_ENGINE);
    const one = container(model, "win");
    assert.deepEqual([one.walls, one.capabilities, one.locks], [[], [], []]);
    assert.equal(one.whole.word, "Windows");
  });

  it("lists pre_start containers behind their service", async () => {
    const lines = ["image: acme/web:1", "pre_start:", "  - image: acme/init:1", "    command: [migrate]"];
    const { containers } = await mapFrom({ "compose.yaml": composeOf(...lines) }, DEFAULT_ENGINE);
    assert.equal(containers.length, 2);
    assert.equal(containers[1]?.image, "acme/init:1");
  });
});

describe("isolation map: layout", () => {
  for (const count of [1, 5, 50]) {
    for (const columns of [1, 2, 3, 7]) {
      it(`puts ${count} services in ${columns} columns so that nothing overlaps or leaves the host`, async () => {
        const { host, boxes, width, height } = laidOut(await manyServices(count), columns);
        assert.equal(boxes.length, count);
        for (const [index, box] of boxes.entries()) {
          assert.ok(isWithin(box, host) && box.gutter >= host.x, `box ${index} leaves the host`);
          for (const chip of box.networks) assert.ok(isWithin(chip, box), `a network of box ${index} leaves it`);
          const withGutter = { ...box, x: box.gutter, width: box.x + box.width - box.gutter };
          for (const other of boxes.slice(index + 1)) assert.ok(!overlap(withGutter, other), `box ${index} overlaps`);
        }
        assert.ok(isWithin(host, { x: 0, y: 0, width, height }));
      });
    }
  }

  it("runs links past all boxes", async () => {
    const { boxes, links } = laidOut(await manyServices(50), 4);
    assert.equal(links.length, 16);
    for (const { points } of links) {
      for (const [index, from] of points.slice(1, -1).entries()) {
        const to = points[index + 2];
        assert.ok(to);
        const line = {
          x: Math.min(from.x, to.x),
          y: Math.min(from.y, to.y),
          width: Math.abs(from.x - to.x),
          height: Math.abs(from.y - to.y),
        };
        assert.ok(!boxes.some((box) => overlap(line, box)), "a link crosses a box");
      }
    }
  });

  it("takes as many columns as fit", () => {
    assert.deepEqual([0, 600, 1250, 1900].map(columnsFor), [1, 1, 2, 3]);
  });
});

/** Services with more and less to show; every third one joins the first one's network. */
async function manyServices(count: number): Promise<MapModel> {
  const services = Array.from({ length: count }, (_, index) => {
    const own =
      index % 3 === 2
        ? "    network_mode: service:s0\n"
        : `    networks: [n${index}, "a-network-with-a-long-name-${index}"]\n`;
    const mounts = Array.from({ length: index % 5 }, (_, mount) => `      - ./m${mount}:/m${mount}\n`).join("");
    return `  s${index}:\n    image: acme/s:1\n${own}${mounts === "" ? "" : `    volumes:\n${mounts}`}`;
  });
  return mapFrom({ "compose.yaml": `services:\n${services.join("")}` }, DEFAULT_ENGINE);
}

function isWithin(inner: Rectangle, outer: Rectangle): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

function overlap(a: Rectangle, b: Rectangle): boolean {
  return a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height;
}

describe("isolation map: what is shown of it", () => {
  const names = ({ containers }: MapModel, view: Partial<View>): string[] =>
    shownOf({ containers, host: "", lanes: [] }, { ...WHOLE, ...view }).map(
      ({ index, folded }) => `${containers[index]?.name}${folded ? " folded" : ""}`,
    );

  it("is the worst first, and what runs before a service behind it", async () => {
    const text =
      "services:\n  calm: {image: a/a:1, user: '1000', read_only: true}\n  bad: {image: a/b:1, privileged: true, pre_start: [{image: a/i:1, command: [x]}]}\n";
    const map = await mapFrom({ "compose.yaml": text }, DEFAULT_ENGINE);
    const [first, second, third] = names(map, {});
    assert.deepEqual([first, third], ["bad", "calm"]);
    assert.match(second ?? "", /^bad/);
  });

  it("is in full where few are, and else the two worst; each can be folded and unfolded", async () => {
    const many = await manyServices(6);
    const folded = (view: Partial<View>) =>
      names(many, view)
        .map((name) => (name.endsWith("folded") ? "-" : "+"))
        .join("");
    const { unfolded: _, ...usual } = WHOLE;
    const byCount = (view: Partial<View>) =>
      shownOf(many, { ...usual, ...view })
        .map((one) => (one.folded ? "-" : "+"))
        .join("");
    assert.equal(byCount({}), "++----");
    assert.equal(folded({ unfolded: true }), "++++++");
    assert.equal(folded({ unfolded: false }), "------");
    const [{ index = -1 } = {}] = shownOf(many, usual);
    assert.equal(byCount({ flipped: new Set([many.containers[index]?.name ?? ""]) }), "-+----");
    assert.equal(shownOf(await manyServices(4), usual).filter((one) => one.folded).length, 0);
  });

  it("is what says a word in its name, its image or what is open", async () => {
    const map = exampleMap("shop");
    assert.deepEqual(names(map, { query: " DOCKER.sock " }), ["proxy"]);
    assert.deepEqual(names(map, { query: "sys_admin" }), ["agent", "worker"]);
    assert.ok(names(map, { query: "redis" }).includes("cache"));
    assert.deepEqual(names(map, { query: "nothing says this" }), []);
  });

  it("puts a hundred services onto a few screens at half width, and none over another", async () => {
    const map = await manyServices(100);
    const { unfolded: _, ...usual } = WHOLE;
    const shown = shownOf(map, usual);
    const { boxes, height, width } = layoutOf(map, { columns: 1, shown, width: 900, legend: undefined });
    assert.equal(boxes.length, 100);
    assert.equal(width, 900);
    assert.ok(height < 4 * 1080, `${Math.round(height)} px`);
    for (const [index, box] of boxes.entries())
      for (const other of boxes.slice(index + 1)) assert.ok(!overlap(box, other), `box ${index} overlaps`);
  });
});

describe("isolation map: lanes", () => {
  async function lanes(text: string): Promise<string[]> {
    const { lanes: all, containers } = await mapFrom({ "compose.yaml": text }, DEFAULT_ENGINE);
    return all.map(({ part, stops }) => {
      const through = stops.map(
        ({ container, link }) => `${link === "" ? "" : `<-${link}- `}${containers[container]?.name}`,
      );
      return `${part.label} ${part.word} [${part.standing}]: ${through.join(" ")}`;
    });
  }

  it("tell who reaches the engine, and through whom", async () => {
    const text = `services:
  proxy: {image: tecnativa/docker-socket-proxy:0.3, networks: [socket], volumes: ["/var/run/docker.sock:/var/run/docker.sock"]}
  traefik: {image: traefik:v3, networks: [socket, web]}
  side: {image: a/side:1, network_mode: "service:proxy"}
  other: {image: a/other:1, networks: [web]}
  watch: {image: a/watch:1, networks: [web], volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro"]}
networks: {socket: {internal: true}, web: {}}
`;
    assert.deepEqual(await lanes(text), [
      "Engine filtered [open]: proxy <-over socket- traefik <-same network- side",
      "Engine whole [opened]: watch",
      "Network of proxy [joined]: proxy <-joins- side",
      "socket internal [closed]: proxy traefik",
      "web bridge [plain]: traefik other watch",
    ]);
  });

  it("tell whose secrets another reads, who joins whom, and who has no network of its own", async () => {
    const text = `services:
  db: {image: a/db:1, secrets: [token]}
  spy: {image: a/spy:1, pid: "service:db", cap_add: [SYS_PTRACE]}
  plex: {image: a/plex:1, network_mode: host}
secrets: {token: {file: ./token}}
`;
    assert.deepEqual(await lanes(text), [
      "Secrets of db [opened]: db <-by its processes- spy",
      "Host network shared [opened]: plex",
      "Processes of db [joined]: db <-joins- spy",
      "default bridge [plain]: db spy",
    ]);
  });

  it("fill no more room than there is", async () => {
    const map = await manyServices(100);
    const { lanes: drawn, host } = laidOut(map, 1);
    assert.ok(drawn.length > 0);
    for (const { pills, y, height } of drawn) {
      for (const pill of pills) assert.ok(isWithin(pill, host) && pill.y >= y && pill.y + pill.height <= y + height);
      for (const [index, pill] of pills.entries())
        for (const other of pills.slice(index + 1)) assert.ok(!overlap(pill, other));
    }
  });
});
