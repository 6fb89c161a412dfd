import type { Engine } from "../../facts/engine.ts";
import { remove } from "../../fixes/remove.ts";
import type { Container } from "../../model/container.ts";
import type { Level } from "../../model/level.ts";
import { is, isWritten } from "../../model/setting.ts";
import type { SettingWall, Wall } from "../../walls/wall.ts";
import { type Rule, type RuleHead, rule } from "../rule.ts";
import { broughtIn, named } from "./naming.ts";

/** A rule that reports one wall of a container that a line of a file opens. */
interface OpenedWall<T> extends Omit<RuleHead, "profile"> {
  readonly opened: SettingWall<T>;
  readonly keys: readonly string[];
  /** What the fix removes, as its title names it: `pid`. */
  readonly removes: string;
  /** The level where that depends on the container or its engine. */
  levelOf?(container: Container, engine: Engine): Level;
}

/** The locks of a privileged container are open because it is privileged, which has a rule of its own. */
export function openedWall<T>({ opened, removes, levelOf, ...head }: OpenedWall<T>): Rule<"service"> {
  return rule({
    ...head,
    subject: "service",
    profile: "default",
    *check(container, engine) {
      const setting = opened.setting(container);
      if (container.windows || !isWritten(setting)) return;
      if (setting.state === "unknown" || !opened.isOpen(setting.value, container)) return;
      if (opened.shape === "lock" && is(container.privileged, true)) return;
      yield {
        at: setting.at,
        message: `${named(container)} ${opened.verdict}.`,
        ...(levelOf ? { level: levelOf(container, engine) } : {}),
        related: broughtIn(container, setting),
        fixes: [remove(removes, setting.at)],
      };
    },
  });
}

interface UndecidedWall extends Omit<RuleHead, "profile" | "level"> {
  readonly undecided: Pick<Wall, "verdict" | "hardening">;
}

/** A rule of the strict profile that reports one wall of a service that the engine leaves open and that nobody decided about. */
export function undecidedWall({ undecided, ...head }: UndecidedWall): Rule<"service"> {
  return rule({
    ...head,
    subject: "service",
    level: "info",
    profile: "strict",
    *check(container) {
      const { hardening, verdict } = undecided;
      if (container.kind !== "service" || container.windows || container.partial) return;
      if (verdict === undefined || !hardening?.isUndecided(container)) return;
      yield {
        at: container.at,
        message: `${named(container)} ${verdict}.`,
        fixes: () => hardening.fixes(container),
      };
    },
  });
}
