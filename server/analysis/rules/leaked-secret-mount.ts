import type { Run } from "../model/stage.ts";
import type { Command } from "../shell/script.ts";
import { inEnglish, type Part, said } from "../text/wording.ts";
import { rule } from "./rule.ts";
import { Repeated } from "./shared/evidence-counter.ts";
import { dockerfile } from "./shared/example.ts";
import { checksNoHostKey, exportedAs, type SecretMount, secretMounts, writtenTo } from "./shared/secret-mount.ts";

export default rule({
  id: "leaked-secret-mount",
  group: "image",
  level: "warning",
  docs: {
    title: "Secret mount that leaves something behind",
    what: "A `RUN` with `--mount=type=secret` copies the secret into a file that stays in the layer: with `cp`, a redirection, or a tool that writes its configuration (`npm config set`, `git clone https://$(cat …)@…`). So does a mount, of a secret or of the SSH agent, with a `mode` that lets everybody read it. With `--mount=type=ssh`, checking the host's key is switched off.",
    why: "The mount keeps the secret out of the image; the copy puts it back in, and whoever may pull the image reads it. Without the check of the host's key, whoever stands between the builder and the server is taken for the server and decides what is built.",
    fine: "A file that the same `RUN` removes again leaves nothing behind and is not reported.",
    instead:
      "Mount the secret where the tool looks for it (`target=/root/.npmrc`), or pass it in a variable (`env=NPM_TOKEN`). Put the server's key into `known_hosts`.",
    example: {
      file: "Dockerfile",
      bad: dockerfile`
        FROM node:24
        RUN --mount=type=secret,id=npmrc cp /run/secrets/npmrc /root/.npmrc && npm ci`,
      good: dockerfile`
        FROM node:24
        RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci`,
    },
    references: [
      "https://docs.docker.com/build/building/secrets/",
      "https://docs.docker.com/reference/dockerfile/#run---mounttypesecret",
      "https://man.openbsd.org/ssh_config#StrictHostKeyChecking",
    ],
  },

  *checkStage(stage) {
    const repeated = new Repeated();
    for (const run of stage.runs) {
      if (run.instruction !== "RUN") continue;
      for (const secret of secretMounts(run)) {
        if (secret.readByAll) {
          yield {
            at: secret.at,
            evidence: repeated.next(`${secret.id} mode`),
            message: said`Every user of the build may read the secret "${secret.id}".`,
          };
        }
        for (const { command, target } of leaks(run, secret)) {
          yield {
            at: command.at,
            evidence: repeated.next(`${secret.id} ${inEnglish(target)}`),
            message: said`The secret "${secret.id}" stays in the image: ${command.name ?? said`a command`} writes it to ${target}.`,
          };
        }
      }
      for (const { at } of run.flags.filter(isOpenSshMount)) {
        yield { at, evidence: repeated.next("ssh mode"), message: "Every user of the build may use the SSH agent." };
      }
      const unchecked = hasSshMount(run) ? run.script.commands.find(checksNoHostKey) : undefined;
      if (unchecked) {
        yield {
          at: unchecked.at,
          evidence: repeated.next("host key"),
          message: "The SSH agent is used with a server whose key nobody checks.",
        };
      }
    }
  },
});

interface Leak {
  readonly command: Command;
  readonly target: Part;
}

function* leaks({ script, flags }: Run, secret: SecretMount): Generator<Leak> {
  const passing = flags.flatMap(({ name, value }) => {
    const target = name === "mount" ? /(?:^|,)(?:target|dst|destination)=([^,]+)/.exec(value)?.[1] : undefined;
    return target === undefined ? [] : [target];
  });
  for (const [index, command] of script.commands.entries()) {
    const carriers = [secret, ...exportedAs(script.commands.slice(0, index), secret)];
    for (const { target, removedBy } of carriers.flatMap((one) => writtenTo(command, one))) {
      const isPassing = passing.some(
        (mount) => target === mount || inEnglish(target).startsWith(`${mount.replace(/\/$/, "")}/`),
      );
      if (!isPassing && !script.commands.slice(index + 1).some(removedBy)) yield { command, target };
    }
  }
}

/** Source: https://docs.docker.com/reference/dockerfile/#run---mounttypessh */
function isOpenSshMount({ name, value }: Run["flags"][number]): boolean {
  const mode = /(?:^|,)mode=0?([0-7]{3})(?:,|$)/.exec(value)?.[1];
  return (
    name === "mount" &&
    /(?:^|,)type=ssh(?:,|$)/.test(value) &&
    mode !== undefined &&
    (Number.parseInt(mode, 8) & 0o006) !== 0
  );
}

function hasSshMount({ flags }: Run): boolean {
  return flags.some(({ name, value }) => name === "mount" && /(?:^|,)type=ssh(?:,|$)/.test(value));
}
