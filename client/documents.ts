/**
 * The documents that are sent to the server, on any file system. Any YAML may be a Compose file, and any Compose file may name any other and files of
 * variables. The server judges by content and by what is named, so a document that is none of ours costs no wrong finding.
 */
export const DOCUMENTS: readonly (
  | { readonly language: string; readonly pattern?: string }
  | { readonly pattern: string }
)[] = [
  { language: "dockerfile" },
  { language: "dockercompose" },
  { language: "yaml" },
  { language: "plaintext", pattern: "**/{Dockerfile,Containerfile}[-_]*" },
  { pattern: "**/{.env,.env.*,*.env}" },
  { pattern: "**/*.{container,pod,volume,network,kube,build}" },
  { pattern: "**/*.{container,pod}.d/*.conf" },
  { pattern: "**/{daemon.json,docker.service,docker.socket}" },
  { pattern: "**/docker.{service,socket}.d/*.conf" },
  { pattern: "**/{.devcontainer,devcontainer,mcp,.mcp,mcp_config,mcp-config,claude_desktop_config}.json" },
];

/** Those that are surely for us, by their names. */
export const NAMED: typeof DOCUMENTS = [
  { language: "dockerfile" },
  { language: "dockercompose" },
  { language: "yaml", pattern: "**/{*compose*,*docker*stack*,stack}.{yml,yaml}" },
  { language: "plaintext", pattern: "**/{Dockerfile,Containerfile}[-_]*" },
  { language: "yaml", pattern: "**/.bulkhead.{yaml,yml}" },
  { pattern: "**/{.devcontainer,devcontainer,mcp,.mcp,mcp_config,mcp-config,claude_desktop_config}.json" },
  // None of these starts the extension: they are looked at once it runs.
  { language: "shellscript" },
  { language: "makefile" },
  { language: "markdown" },
  { language: "yaml", pattern: "**/.github/workflows/*.{yml,yaml}" },
  { language: "github-actions-workflow" },
  { language: "yaml", pattern: "**/{action.{yml,yaml},*.gitlab-ci.{yml,yaml}}" },
  { pattern: "**/*.container" },
  { pattern: "**/daemon.json" },
  { pattern: "**/*.container.d/*.conf" },
];

/** The files of a workspace that may be for us, by their names. The search takes no braces within braces. */
export const CANDIDATES =
  "**/{*.yml,*.yaml,*[Dd]ockerfile*,*[Cc]ontainerfile*,*.container,*.pod,.devcontainer.json,devcontainer.json,mcp.json,.mcp.json}";

/** Whether a file's name is one of those. */
export function isCandidate(name: string): boolean {
  return (
    /dockerfile|containerfile/i.test(name) || /\.(?:ya?ml|container|pod)$|^\.?(?:devcontainer|mcp)\.json$/.test(name)
  );
}
