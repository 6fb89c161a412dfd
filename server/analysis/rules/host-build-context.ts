import { classifyHostPath } from "../facts/host-paths.ts";
import type { Container } from "../model/container.ts";
import { knownValue } from "../model/setting.ts";
import type { Place } from "../text/span.ts";
import { said } from "../text/wording.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";
import { inheritedFrom, namedInside } from "./shared/naming.ts";

export default rule({
  id: "host-build-context",
  keys: ["build"],
  group: "image",
  level: "warning",
  windows: true,
  targets: true,
  docs: {
    title: "Build that reads the host's system",
    what: "The build's context, or one of `additional_contexts` (`contexts` in a bake file), is `/`, a home directory or a directory of the host's system. Compose lets the builder read all of a local context without asking.",
    why: "One `COPY` in the Dockerfile, or in an image that the build starts from (`ONBUILD`), takes password hashes, private keys or cloud credentials into the image, and the image goes to a registry.",
    instead: "Use the project's own directory, and copy the needed files into it first.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          app:
            build:
              context: ./app
              additional_contexts:
                certificates: /etc`,
      good: yaml`
        services:
          app:
            build:
              context: ./app
              additional_contexts:
                certificates: ./certificates`,
    },
    references: [
      "https://docs.docker.com/build/concepts/context/",
      "https://docs.docker.com/reference/compose-file/build/#additional_contexts",
    ],
  },

  *check(service) {
    for (const { at, via, text, path, name } of contextsOf(service)) {
      if (!/^[/~]|^[A-Za-z]:[\\/]/.test(text) || isPublic(path)) continue;
      yield {
        at,
        evidence: name,
        message: said`The build of ${namedInside(service)} may read ${text} of the host.`,
        related: inheritedFrom(service, via === undefined ? { at } : { at, via }),
      };
    }
  },
});

interface NamedContext {
  readonly name: string;
  readonly text: string;
  readonly path: string;
  readonly at: Place;
  readonly via?: Place;
}

/** The local contexts as somebody wrote them. */
function* contextsOf({ build }: Container): Generator<NamedContext> {
  if (!build) return;
  const { context, contextPath, additionalContexts } = build;
  const text = knownValue(context);
  if (text !== undefined && contextPath !== undefined) yield { ...context, name: "", text, path: contextPath };
  for (const { name, source, path } of additionalContexts) {
    const written = knownValue(source);
    if (typeof written === "string" && path !== undefined) yield { ...source, name, text: written, path };
  }
}

/** Whether whoever may read a path of the host learns nothing by it. */
function isPublic(path: string): boolean {
  const facts = classifyHostPath(path);
  return facts === undefined || facts.harmlessReadOnly === true;
}
