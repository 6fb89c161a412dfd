/** The labels that Compose gives to what it makes. Source: https://github.com/docker/compose/blob/v2.40.0/pkg/api/labels.go */
const PREFIX = "com.docker.compose.";

export const PROJECT_LABEL = `${PREFIX}project`;

/** What Compose's labels say of a container. */
export interface Made {
  readonly project: string;
  readonly service: string;
  /** Its number among those of its service, from 1. */
  readonly number: number;
  /** Whether it was started for one command by `docker compose run`, whose options are in no file. */
  readonly isOneOff: boolean;
  /** The paths of the files that the project was made of, on the machine where Compose ran. */
  readonly files: readonly string[];
  readonly directory: string | undefined;
}

/** What the labels say; undefined for a container that Compose did not make. */
export function madeBy(labels: Readonly<Record<string, string>> | null | undefined): Made | undefined {
  const label = (name: string): string | undefined => labels?.[`${PREFIX}${name}`];
  const [project, service] = [label("project"), label("service")];
  if (!project || !service) return undefined;
  return {
    project,
    service,
    number: Number(label("container-number")) || 1,
    isOneOff: label("oneoff") === "True",
    files: (label("project.config_files") ?? "").split(",").filter((file) => file !== ""),
    directory: label("project.working_dir"),
  };
}

/** The key by which the files know a network or a volume of the project. */
export function keyOf(
  kind: "network" | "volume",
  labels: Readonly<Record<string, string>> | null | undefined,
  project: string,
): string | undefined {
  return labels?.[PROJECT_LABEL] === project ? labels[`${PREFIX}${kind}`] : undefined;
}
