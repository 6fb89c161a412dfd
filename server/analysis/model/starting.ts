import type { Setting } from "./setting.ts";

/** What another service waits for. */
export type Condition = "started" | "healthy" | "completed";

/** How a container is started and ended, beside what isolates it. Texts are as Compose has them: times such as `1m30s`. */
export interface Starting {
  readonly dependsOn: ReadonlyMap<string, Condition>;
  /** URIs of the files of variables, in their order; the last of two equal names wins, and what `environment` sets wins over all. */
  readonly envFiles: readonly Setting<string | null>[];
  readonly healthcheck: {
    readonly isDisabled: boolean;
    readonly interval: Setting<string | null>;
    readonly timeout: Setting<string | null>;
    readonly startPeriod: Setting<string | null>;
    readonly retries: Setting<string | null>;
  };
  readonly stopSignal: Setting<string | null>;
  readonly hostname: Setting<string | null>;
  readonly init: Setting<boolean>;
}
