import type { Engine } from "../../facts/engine.ts";
import { remove, replace } from "../../fixes/remove.ts";
import type { Container } from "../../model/container.ts";
import type { Level } from "../../model/level.ts";
import { is, isWritten } from "../../model/setting.ts";
import { spelled } from "../../model/spelling.ts";
import type { SettingWall, Wall } from "../../walls/wall.ts";
import { type Rule, rule } from "../rule.ts";

type WallRuleHead = Pick<Rule, "id" | "group" | "level" | "outranks" | "takes" | "docs">;

/** A rule that reports one wall of a container that a line of a file opens. */
interface OpenedWall<T> extends WallRuleHead {
  readonly opened: SettingWall<T>;
  readonly keys: readonly string[];
  /** What the fix removes, as its title names it: `pid`. */
  readonly removes: string | ((container: Container) => string);
  /** The level where that depends on the container or its engine. */
  levelOf?(container: Container, engine: Engine): Level;
  /** What closes the wall where the engine leaves it open by itself, so that to remove the line would change nothing. */
  closes?(engine: Engine): string | undefined;
}

/** The locks of a privileged container are open because it is privileged, which has a rule of its own. */
export function openedWall<T>({ opened, removes, levelOf, closes, ...head }: OpenedWall<T>): Rule {
  return rule({
    ...head,
    *check(container, engine) {
      const setting = opened.setting(container);
      if (!isWritten(setting)) return;
      if (setting.state === "unknown" || !opened.isOpen(setting.value, container)) return;
      if (opened.shape === "lock" && is(container.privileged, true)) return;
      const closed = closes?.(engine);
      yield {
        of: setting,
        verdict: opened.verdict,
        ...(levelOf ? { level: levelOf(container, engine) } : {}),
        fixes: [
          closed === undefined
            ? remove(spelled(container, typeof removes === "string" ? removes : removes(container)), setting.at)
            : replace(String(setting.value), closed, setting.at),
        ],
      };
    },
  });
}

interface UndecidedWall extends Omit<WallRuleHead, "level"> {
  readonly undecided: Pick<Wall, "verdict" | "hardening">;
}

/** What is started to stay by whoever declares it. */
const STAYING: ReadonlySet<Container["kind"]> = new Set(["service", "container", "quadlet"]);

/** A rule of the strict profile that reports one wall of a service that the engine leaves open and that nobody decided about. */
export function undecidedWall({ undecided, ...head }: UndecidedWall): Rule {
  return rule({
    ...head,
    level: "info",
    profile: "strict",
    *check(container) {
      const { hardening, verdict } = undecided;
      if (!STAYING.has(container.kind) || !container.lasts || container.source.partial !== undefined) return;
      if (verdict === undefined || !hardening?.isUndecided(container)) return;
      yield {
        at: container.at,
        verdict,
        fixes: () => hardening.fixes(container),
      };
    },
  });
}
