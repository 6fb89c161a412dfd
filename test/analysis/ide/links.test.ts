import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { links } from "../../../server/analysis/ide/links.ts";
import { composeOf, FOLDER, shownFile } from "./shown.ts";

/** Each link as `text -> target`, the target without the folder. */
async function linksOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const file = await shownFile(files);
  return links(file).map((link) => {
    const target = link.to === "file" ? link.uri.replace(`${FOLDER}/`, "") : `rule ${link.rule}`;
    return `${file.text.slice(link.at.start, link.at.end)} -> ${target}`;
  });
}

const DOCKERFILE = "FROM debian:13\n";

describe("links", () => {
  const written: readonly (readonly [
    name: string,
    files: Readonly<Record<string, string>>,
    shown: readonly string[],
  ])[] = [
    [
      "a build's context",
      { "compose.yaml": composeOf("build: ./app"), "app/Dockerfile": DOCKERFILE },
      ["./app -> app/Dockerfile"],
    ],
    [
      "a build's Dockerfile",
      { "compose.yaml": composeOf("build: {context: app, dockerfile: my file}"), "app/my%20file": DOCKERFILE },
      ["my file -> app/my%20file"],
    ],
    ["a Dockerfile that is not there", { "compose.yaml": composeOf("build: ./app") }, []],
    [
      "a Dockerfile in the file itself",
      { "compose.yaml": composeOf("build: {context: ., dockerfile_inline: FROM a}") },
      [],
    ],
    [
      "an extended file",
      {
        "compose.yaml": composeOf("extends: {file: base.yaml, service: web}"),
        "base.yaml": composeOf("image: acme/a:1"),
      },
      ["base.yaml -> base.yaml"],
    ],
    [
      "included files",
      {
        "compose.yaml": 'include: [a.yaml, {path: ["b.yaml", missing.yaml]}]\nservices: {}\n',
        "a.yaml": "services: {}\n",
        "b.yaml": "services: {}\n",
      },
      ["a.yaml -> a.yaml", '"b.yaml" -> b.yaml'],
    ],
    [
      "a seccomp profile",
      { "compose.yaml": composeOf("image: acme/a:1", "security_opt: [seccomp:./p.json]"), "p.json": "{}" },
      ["seccomp:./p.json -> p.json"],
    ],
    ["no seccomp profile", { "compose.yaml": composeOf("image: acme/a:1", "security_opt: [seccomp:unconfined]") }, []],
    ["a path with a variable", { "compose.yaml": composeOf("extends: {file: $BASE, service: web}") }, []],
    [
      "the rules in a comment",
      { "compose.yaml": composeOf("image: a # bulkhead: allow host-pid, nonsense, privileged -- why") },
      ["host-pid -> rule host-pid", "privileged -> rule privileged"],
    ],
    [
      "the rules in a Dockerfile's comment",
      { Dockerfile: "# bulkhead: allow root-user -- why\nFROM debian:13\n" },
      ["root-user -> rule root-user"],
    ],
    ["a file that is not for us", { "pod.yaml": "kind: Pod # bulkhead: allow host-pid -- why\n" }, []],
  ];

  for (const [name, files, shown] of written) {
    it(`of ${name}`, async () => {
      assert.deepEqual(await linksOf(files), shown);
    });
  }
});
