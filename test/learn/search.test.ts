import assert from "node:assert/strict";
import { type CapabilityName, DOCKER_DEFAULT } from "../../server/analysis/facts/capabilities.ts";
import type { Variant } from "../../server/learn/blueprint.ts";
import { type Attempt, copiesOf, type Found, type Known, search } from "../../server/learn/search.ts";
import type { Outcome } from "../../server/learn/trial.ts";

/** A program that needs these, and what it says without one. */
interface Program {
  readonly needs: readonly CapabilityName[];
  readonly says?: Readonly<Partial<Record<CapabilityName, string>>>;
  readonly gains?: true;
  readonly users?: readonly string[];
  readonly writes?: readonly string[];
  readonly executes?: true;
}

function tried({ needs, says = {}, gains, users = [], writes = [], executes }: Program, tries: Variant[]): Attempt {
  return (variant) => {
    tries.push(variant);
    const failed = (said: string): Promise<Outcome> => Promise.resolve({ works: false, at: "first start", said });
    if (gains && variant.noNewPrivileges) return failed("sudo: the no new privileges flag is set");
    if (variant.user !== undefined && !users.includes(variant.user)) return failed("it must be root");
    const missing = variant.user === undefined ? needs.find((name) => !variant.capabilities.includes(name)) : undefined;
    if (missing !== undefined) return failed(says[missing] ?? "something went wrong");
    const scratch = variant.readOnly;
    const place = scratch && writes.find((path) => !scratch.some((one) => one.path === path));
    if (place !== undefined) return failed(`${place}: Read-only file system`);
    if (executes && scratch?.some(({ exec }) => exec !== true)) return failed("Permission denied");
    return Promise.resolve({ works: true });
  };
}

async function found(
  program: Program,
  known: Partial<Known> = {},
): Promise<{ readonly found: Found; readonly tries: readonly Variant[] }> {
  const tries: Variant[] = [];
  const untouched: Variant = { capabilities: DOCKER_DEFAULT, noNewPrivileges: false };
  const all = { untouched, candidate: [], users: [], scratch: [], spare: () => [], ...known };
  return { found: await search(all, tried(program, tries)), tries };
}

describe("the search for what is enough", () => {
  it("takes three copies for a program that needs nothing, and the final one twice", async () => {
    const { found: result, tries } = await found({ needs: [] });
    assert.deepEqual(result.capabilities, { enough: [], without: {} });
    assert.deepEqual(result.noNewPrivileges, { works: true });
    assert.equal(tries.length, 4);
  });

  it("comes from the candidate downwards, and keeps what fails without", async () => {
    const needs = ["CHOWN", "SETUID"] as const;
    const { found: result, tries } = await found({ needs }, { candidate: ["CHOWN", "SETGID", "SETUID", "KILL"] });
    assert.deepEqual(result.capabilities?.enough, ["CHOWN", "SETUID"]);
    assert.deepEqual(Object.keys(result.capabilities?.without ?? {}).sort(), ["CHOWN", "SETUID"]);
    assert.ok(tries.length <= 10, String(tries.length));
  });

  it("follows what failures say where nothing is known", async () => {
    const says = { CHOWN: "chown: /data: Operation not permitted", SETUID: "su: setuid: Operation not permitted" };
    const { found: result, tries } = await found({ needs: ["CHOWN", "SETUID"], says });
    assert.deepEqual(result.capabilities?.enough, ["CHOWN", "SETUID"]);
    assert.ok(tries.every(({ capabilities }) => capabilities.length < DOCKER_DEFAULT.length));
  });

  it("begins with what is asked for most where a failure says that something is not permitted, and not what", async () => {
    const says = { KILL: "PermissionError: Operation not permitted" };
    const { found: result, tries } = await found({ needs: ["KILL"], says });
    assert.deepEqual(result.capabilities?.enough, ["KILL"]);
    assert.ok(tries.every(({ capabilities }) => capabilities.length < DOCKER_DEFAULT.length));
  });

  it("comes from all that the untouched copy has where failures say nothing", async () => {
    const { found: result } = await found({ needs: ["MKNOD", "FSETID"] });
    assert.deepEqual(result.capabilities?.enough, ["FSETID", "MKNOD"]);
  });

  for (const name of DOCKER_DEFAULT)
    it(`finds ${name} where it is all that is needed`, async () => {
      assert.deepEqual((await found({ needs: [name] })).found.capabilities?.enough, [name]);
    });

  it("gives every copy no more than the untouched one has", async () => {
    const untouched: Variant = { capabilities: ["CHOWN", "KILL"], noNewPrivileges: true };
    const { tries } = await found({ needs: ["CHOWN"] }, { untouched, candidate: ["CHOWN", "SETUID", "NET_RAW"] });
    for (const { capabilities, noNewPrivileges } of tries) {
      assert.ok(capabilities.every((name) => untouched.capabilities.includes(name)));
      assert.ok(noNewPrivileges);
    }
  });

  it("lets programs gain privileges only where it does not work without", async () => {
    const { found: result } = await found({ needs: ["CHOWN"], gains: true }, { candidate: ["CHOWN"] });
    assert.deepEqual(result.noNewPrivileges, {
      ...{ works: false, at: "first start", said: "sudo: the no new privileges flag is set" },
    });
    assert.deepEqual(result.capabilities?.enough, ["CHOWN"]);
  });

  it("never lets programs gain privileges that the service keeps from it", async () => {
    const untouched: Variant = { capabilities: DOCKER_DEFAULT, noNewPrivileges: true };
    const tries: Variant[] = [];
    const known = { untouched, candidate: [], users: [], scratch: [], spare: () => [] };
    await assert.rejects(search(known, tried({ needs: [], gains: true }, tries)), /no new privileges/);
    assert.ok(tries.every(({ noNewPrivileges }) => noNewPrivileges));
  });

  it("takes the first user that it works as", async () => {
    const users = ["999:999", "65532:65532"];
    assert.deepEqual((await found({ needs: [], users: ["65532:65532"] }, { users })).found.user, {
      ...{ works: true, as: "65532:65532" },
    });
    const { user } = (await found({ needs: [] }, { users })).found;
    assert.deepEqual(user, { works: false, at: "first start", said: "it must be root" });
  });

  it("lets programs be run in a tmpfs only where it does not work without", async () => {
    const scratch = [{ path: "/tmp" }];
    assert.deepEqual((await found({ needs: [], writes: ["/tmp"] }, { scratch })).found.readOnly, {
      ...{ works: true, tmpfs: [{ path: "/tmp" }] },
    });
    assert.deepEqual((await found({ needs: [], writes: ["/tmp"], executes: true }, { scratch })).found.readOnly, {
      ...{ works: true, tmpfs: [{ path: "/tmp", exec: true }] },
    });
    const { readOnly } = (await found({ needs: [], writes: ["/app"] }, { scratch })).found;
    assert.deepEqual(readOnly, { works: false, at: "first start", said: "/app: Read-only file system" });
  });

  it("tries places that nobody was seen to write to, and keeps those that are needed", async () => {
    const scratch = [{ path: "/run" }];
    const told: string[] = [];
    const spare = (said: string): readonly { readonly path: string }[] => {
      told.push(said);
      return [{ path: "/tmp" }, { path: "/var/cache" }, { path: "/var/tmp" }];
    };
    const program = { needs: [], writes: ["/run", "/var/cache"] };
    const { found: result, tries } = await found(program, { scratch, spare });
    assert.deepEqual(result.readOnly, { works: true, tmpfs: [{ path: "/run" }, { path: "/var/cache" }] });
    assert.deepEqual(told, ["/var/cache: Read-only file system"]);
    const executing = await found(
      { ...program, executes: true },
      { scratch: [], spare: () => [{ path: "/run" }, { path: "/var/cache" }] },
    );
    assert.deepEqual(executing.found.readOnly, {
      ...{
        works: true,
        tmpfs: [
          { path: "/run", exec: true },
          { path: "/var/cache", exec: true },
        ],
      },
    });
    assert.ok(tries.length <= copiesOf({ capabilities: [], noNewPrivileges: true }, false).most, String(tries.length));
    const hopeless = await found({ needs: [], writes: ["/app"] }, { scratch, spare });
    assert.deepEqual(hopeless.found.readOnly, { works: false, at: "first start", said: "/app: Read-only file system" });
  });

  it("keeps the place that is named first of two that do for each other", async () => {
    const either: Attempt = ({ readOnly }) =>
      Promise.resolve(
        readOnly?.length === 0 ? { works: false, at: "first start", said: "no temporary directory" } : { works: true },
      );
    const untouched: Variant = { capabilities: [], noNewPrivileges: true };
    const spare = (): readonly { readonly path: string }[] => [{ path: "/tmp" }, { path: "/var/tmp" }];
    const { readOnly } = await search({ untouched, candidate: [], users: [], scratch: [], spare }, either);
    assert.deepEqual(readOnly, { works: true, tmpfs: [{ path: "/tmp" }] });
  });

  it("finds nothing where what was enough once is not enough again", async () => {
    let count = 0;
    const untouched: Variant = { capabilities: DOCKER_DEFAULT, noNewPrivileges: false };
    const fickle: Attempt = () => {
      count += 1;
      return Promise.resolve(count < 4 ? { works: true } : { works: false, at: "restart", said: "who knows" });
    };
    const known = { untouched, candidate: [], users: [], scratch: [], spare: () => [] };
    await assert.rejects(search(known, fickle), /who knows/);
  });
});
