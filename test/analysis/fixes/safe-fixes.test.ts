import assert from "node:assert/strict";
import { DEFAULT_ENGINE } from "../../../server/analysis/facts/engine.ts";
import { IMAGES } from "../../../server/analysis/facts/image-list.ts";
import { imageProfile } from "../../../server/analysis/facts/image-profiles.ts";
import type { Container } from "../../../server/analysis/model/container.ts";
import { knownValue } from "../../../server/analysis/model/setting.ts";
import type { Analysis } from "../../../server/analysis/run/analysis.ts";
import { analyze } from "../../../server/analysis/run/analyze.ts";
import { ParseCache } from "../../../server/analysis/run/cache.ts";
import { applyEdits } from "../../../server/analysis/text/edit.ts";

const FILE = "file:///p/compose.yaml";

function analysisOf(text: string): Analysis {
  return analyze(
    [FILE],
    (uri) => (uri === FILE ? text : null),
    { profile: "default", engine: DEFAULT_ENGINE, rules: new Map() },
    {
      cache: new ParseCache(),
      onRuleError: (_, error) => {
        throw error;
      },
    },
  );
}

const service = (image: string, ...lines: readonly string[]): string =>
  `services:\n  app:\n    image: ${image}\n${lines.map((line) => `    ${line}\n`).join("")}`;

function app(text: string): Container {
  const [found] = analysisOf(text).project?.services ?? [];
  assert.ok(found);
  return found;
}

/** The titles of the safe fixes of a file, each with the file that it makes. */
function safeFixes(text: string): readonly { readonly title: string; readonly after: string }[] {
  const analysis = analysisOf(text);
  return analysis.findings.flatMap((finding) =>
    analysis.fixes(finding).flatMap(({ fix, edits }) => {
      const after = fix.safe ? applyEdits(text, edits) : undefined;
      return after === undefined ? [] : [{ title: fix.title, after }];
    }),
  );
}

/** All that the engine gives to the processes of a container, but for what no-new-privileges takes. */
function powersOf({ capabilities, user, rootfs, privileged, mounts, devices }: Container): unknown {
  return [capabilities.bounding, user, rootfs, privileged]
    .map((one) => knownValue<unknown>(one))
    .concat(mounts, devices);
}

describe("fixes that no correct container can notice", () => {
  it("bar new privileges where an image was tried or read and gains none", () => {
    let offered = 0;
    for (const { names, versions } of IMAGES) {
      const [name = ""] = names;
      if (name.endsWith("/*")) continue;
      const tag = versions?.to ?? "latest";
      const text = service(`${name}:${tag}`);
      const profile = imageProfile(name, tag);
      const found = safeFixes(text);
      const fix = found.find(({ title }) => title === "Add no-new-privileges");
      const isKnown = profile?.kind === "program" && /^(?:tried|read)$/.test(profile.evidence.build);
      if (fix) {
        offered++;
        assert.ok(isKnown && profile.gains !== "unknown", `${name} is not known`);
        assert.ok(
          profile.gains.every(({ when }) => when !== undefined),
          `${name} gains privileges`,
        );
        assert.deepEqual(powersOf(app(fix.after)), powersOf(app(text)), `${name}: something else changes`);
      } else if (isKnown && profile.gains !== "unknown" && profile.gains.length === 0) {
        const { start } = profile.evidence;
        const isOpen = profile.asUser === "unknown" || profile.asUser.length > 0 || !/^(?:tried|read)$/.test(start);
        assert.ok(isOpen, `${name} was read and gains nothing`);
      }
    }
    assert.ok(offered > 20, `only ${offered} images were offered it`);
  });

  const unsafe: readonly (readonly [string, string])[] = [
    ["an image that nobody knows", service("acme/app:1.2")],
    ["a version that nobody looked at", service("postgres:99")],
    ["the base of a language", service("python:3.13")],
    ["an image that uses sudo", service("nextcloud/all-in-one:latest")],
    ["a health check that becomes another user", service("redis:8.2", "healthcheck: {test: sudo -n redis-cli ping}")],
    ["a health check that sends pings", service("redis:8.2", "healthcheck: {test: ping -c1 db}")],
    ["a command that nobody knows", service("redis:8.2", "command: $${RUN:?}".replace("$$", "$"))],
    ["another program", service("redis:8.2", "entrypoint: /start.sh")],
  ];
  for (const [what, text] of unsafe)
    it(`do not bar new privileges of ${what}`, () => {
      assert.deepEqual(
        safeFixes(text).map(({ title }) => title),
        [],
      );
    });

  it("remove a capability that is there all the same, or that no file of a read image carries", () => {
    const given = service("acme/app:1.2", 'user: "1000"', "cap_add: [CHOWN]", "security_opt: [no-new-privileges:true]");
    const [fix] = safeFixes(given);
    assert.equal(fix?.title, "Remove CHOWN");
    assert.deepEqual(powersOf(app(fix.after)), powersOf(app(given)));
    const read = service("redis:8.2", "cap_drop: [ALL]", "cap_add: [CHOWN, SETGID, SETUID, NET_BIND_SERVICE]");
    assert.ok(safeFixes(read).some(({ title }) => title === "Remove NET_BIND_SERVICE"));
    const documented = service("mariadb:11", "cap_drop: [ALL]", "cap_add: [NET_BIND_SERVICE]");
    assert.ok(!safeFixes(documented).some(({ title }) => title === "Remove NET_BIND_SERVICE"));
  });
});
