import { containerOf } from "../compose/resolve/container.ts";
import { namespacesOf } from "../compose/resolve/namespaces.ts";
import { ServiceReader } from "../compose/syntax/service-reader.ts";
import type { Engine } from "../facts/engine.ts";
import type { Build, Container } from "../model/container.ts";
import { byDefault } from "../model/setting.ts";
import type { Stage } from "../model/stage.ts";
import { directoryOf } from "../text/uri.ts";

/** The container of a Dockerfile's stage that is run without options. Defaults are located at the stage's `FROM`. */
export function stageContainer(stage: Stage, engine: Engine): Container {
  const { name, at } = stage;
  const reader = new ServiceReader({ kind: "mapping", style: "block", entries: new Map(), at }, at, at);
  const namespaces = namespacesOf(reader, engine);
  return containerOf(
    { kind: "stage", name, at, reader, own: at, namespaces, build: buildOf(stage), partial: false },
    {
      engine,
      root: undefined,
      networks: new Map(),
      directoryFor: directoryOf,
      profile: () => undefined,
      variablesFor: () => () => undefined,
    },
  );
}

/** `docker build` in the Dockerfile's own directory. */
function buildOf(stage: Stage): Build {
  const { at, file } = stage;
  return {
    at,
    dockerfile: file,
    stage,
    context: byDefault(".", at),
    target: byDefault(null, at),
    privileged: byDefault(false, at),
    network: byDefault(null, at),
    additionalContexts: [],
    args: new Map(),
    ssh: [],
    secrets: [],
    entitlements: [],
  };
}
