import { extensions, type TextDocument, workspace } from "vscode";

/**
 * Extensions that follow and rename the same names, by the languages that they do it in.
 * Sources: https://github.com/docker/docker-language-server#features and https://github.com/rcjsuen/dockerfile-language-service, which is a part of both
 * of Microsoft's.
 */
const OTHERS: readonly { readonly id: string; readonly languages: readonly string[] }[] = [
  { id: "docker.docker", languages: ["dockercompose"] },
  { id: "ms-azuretools.vscode-containers", languages: ["dockerfile"] },
  { id: "ms-azuretools.vscode-docker", languages: ["dockerfile"] },
];

/** Whether names in a document are followed here: by its setting, and where that leaves it open, unless an extension that is installed does. */
export function followsNames({ uri, languageId }: TextDocument): boolean {
  const setting = workspace.getConfiguration("bulkhead", uri).get("navigation");
  if (setting === "on" || setting === "off") return setting === "on";
  return !OTHERS.some(
    ({ id, languages }) => languages.includes(languageId) && extensions.getExtension(id) !== undefined,
  );
}
