import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import { type ComposeChange, editCompose } from "../../../server/analysis/compose/editor/editor.ts";
import { sameTree } from "../../../server/analysis/compose/editor/tree-equality.ts";
import { looksLikeCompose } from "../../../server/analysis/compose/syntax/detect.ts";
import type { ServiceKey } from "../../../server/analysis/model/change.ts";
import { applyEdits } from "../../../server/analysis/text/edit.ts";
import { parseYamlFile } from "../../../server/analysis/yaml/parse.ts";
import {
  type Entry,
  entryOf,
  type Mapping,
  type Node,
  nodeAt,
  type Scalar,
} from "../../../server/analysis/yaml/tree.ts";
import type { YamlFile } from "../../../server/analysis/yaml/yaml-file.ts";
import { beside } from "../../beside.ts";

const own = path.join(import.meta.dirname, "../../corpus");
/** Every nth service of the large corpus is enough for each run; all of them were tried when the editor was written. */
const STRIDE = 7;

describe("edits of real Compose files", () => {
  const files = [own, beside("corpus") ?? []].flat().flatMap(composeFiles);
  const services = files.flatMap(servicesOf).filter((_, index) => index % STRIDE === 0);

  it("are there to be tried", () => assert.ok(services.length > 3, `only ${services.length} services`));

  tried("set cap_drop: [ALL]", 0, (one) => [
    {
      change: { do: "set", service: one.service, path: ["cap_drop"], value: ["ALL"] },
      holds: (after) => textsOf(keyOf(after, one, "cap_drop")).join() === "ALL",
    },
  ]);

  tried("append to security_opt", 0, (one) => [
    {
      change: { do: "append", service: one.service, path: ["security_opt"], items: ["no-new-privileges:true"] },
      holds: (after) =>
        textsOf(keyOf(after, one, "security_opt")).join() ===
        [...textsOf(nodeAt(one.body, "security_opt")), "no-new-privileges:true"].join(),
    },
  ]);

  tried("set a memory limit with a comment", 0, (one) => [
    {
      change: {
        do: "set",
        service: one.service,
        path: ["deploy", "resources", "limits", "memory"],
        value: "1g",
        comment: "why",
      },
      holds: (after) => textsOf(nodeAt(keyOf(after, one, "deploy"), "resources", "limits", "memory")).join() === "1g",
    },
  ]);

  tried("remove each key", 0.01, (one) =>
    ownKeys(one.body).map(([key]) => ({
      change: { do: "remove", service: one.service, path: [key] },
      holds: (after) =>
        keyOf(after, one, key) === undefined && ownKeys(bodyOf(after, one)).length === ownKeys(one.body).length - 1,
    })),
  );

  tried("replace each scalar", 0.05, (one) =>
    scalarsOf(one.body).map((scalar) => ({
      change: { do: "replace-at", at: scalar.at, value: "a: [b], #c" },
      holds: (after) => after.text.length > 0 && countOf(after, "a: [b], #c") >= 1,
    })),
  );

  tried("remove each scalar", 0.05, (one) =>
    scalarsOf(one.body).map((scalar) => ({
      change: { do: "remove-at", at: scalar.at },
      holds: (after) => after.text.length !== one.file.text.length,
    })),
  );

  tried("allow on each key's line", 0.01, (one) =>
    ownKeys(one.body).map(([, { key }]) => ({
      change: { do: "allow", at: key, rules: ["host-pid"], reason: "why", scope: "line" },
      holds: (after) => sameTree(after.documents[0]?.root, one.file.documents[0]?.root),
    })),
  );

  /** Each change is right or refused, and what is not offered stays below a share. */
  function tried(title: string, refusable: number, trialsOf: (one: Subject) => readonly Trial[]): void {
    it(title, () => {
      let offered = 0;
      let refused = 0;
      for (const one of services) {
        for (const { change, holds } of trialsOf(one)) {
          const after = made(one, change);
          if (after === undefined) refused++;
          else {
            offered++;
            assert.ok(holds(after), `${one.name}: ${JSON.stringify(change)}\n${after.text}`);
            assertOthersStay(one, after);
          }
        }
      }
      console.log(`      ${offered} offered, ${refused} refused`);
      assert.ok(refused <= (offered + refused) * refusable, `${refused} of ${offered + refused} were refused`);
    });
  }
});

interface Subject {
  readonly name: string;
  readonly file: YamlFile;
  readonly service: ServiceKey;
  readonly body: Mapping;
}

interface Trial {
  readonly change: ComposeChange;
  readonly holds: (after: YamlFile) => boolean;
}

function composeFiles(folder: string): readonly (readonly [string, YamlFile])[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => [name, parseYamlFile(`file:///${name}`, readFileSync(path.join(folder, name), "utf8"))] as const)
    .filter(([, file]) => !file.broken && looksLikeCompose(file.documents[0]?.root));
}

function servicesOf([name, file]: readonly [string, YamlFile]): readonly Subject[] {
  const services = nodeAt(file.documents[0]?.root, "services");
  return ownKeys(services).flatMap(([service, { key, value, via }]) =>
    value.kind === "mapping" && via === undefined
      ? [{ name: `${name} ${service}`, file, service: { name: service, at: key }, body: value }]
      : [],
  );
}

function ownKeys(node: Node | undefined): readonly (readonly [string, Entry])[] {
  return node?.kind === "mapping" ? [...node.entries].filter(([, { merged }]) => !merged) : [];
}

function bodyOf(after: YamlFile, { service }: Subject): Node | undefined {
  return nodeAt(after.documents[0]?.root, "services", service.name);
}

function keyOf(after: YamlFile, one: Subject, key: string): Node | undefined {
  return entryOf(bodyOf(after, one), key)?.value;
}

function scalarsOf(node: Node): readonly Scalar[] {
  if (node.kind === "scalar") return node.at.start < node.at.end ? [node] : [];
  if (node.kind === "sequence") return node.items.flatMap(({ value, via }) => (via ? [] : scalarsOf(value)));
  return ownKeys(node).flatMap(([, { value, via }]) => (via ? [] : scalarsOf(value)));
}

function textsOf(node: Node | undefined): readonly string[] {
  if (node?.kind === "sequence") return node.items.flatMap(({ value }) => textsOf(value));
  return node?.kind === "scalar" ? [node.text] : [];
}

function countOf(after: YamlFile, text: string): number {
  const root = after.documents[0]?.root;
  return root === undefined ? 0 : scalarsOf(root).filter((scalar) => scalar.text === text).length;
}

function made({ file }: Subject, change: ComposeChange): YamlFile | undefined {
  const edits = editCompose(file, [change]);
  const text = edits && applyEdits(file.text, edits);
  return text === undefined ? undefined : parseYamlFile(file.file, text);
}

/** All services that share nothing with the changed one by anchors have to be what they were. */
function assertOthersStay(one: Subject, after: YamlFile): void {
  assert.equal(after.broken, false, one.name);
  if (one.file.text.includes("&")) return;
  for (const [name, { value }] of ownKeys(nodeAt(one.file.documents[0]?.root, "services"))) {
    if (name === one.service.name) continue;
    assert.ok(sameTree(value, nodeAt(after.documents[0]?.root, "services", name)), `${one.name} changed ${name}`);
  }
}
