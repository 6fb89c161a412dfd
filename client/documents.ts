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
  { language: "github-actions-workflow" },
  { language: "shellscript" },
  { language: "makefile" },
  { language: "markdown" },
  { language: "plaintext", pattern: "**/{Dockerfile,Containerfile}[-_]*" },
  { pattern: "**/{.env,.env.*,*.env}" },
  { pattern: "**/*.{container,pod,volume,network,kube,build}" },
  { pattern: "**/*.{container,pod}.d/*.conf" },
  { pattern: "**/{daemon.json,docker.service,docker.socket}" },
  { pattern: "**/docker.{service,socket}.d/*.conf" },
  { pattern: "**/{docker-bake*.json,*bake*.hcl}" },
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
  { pattern: "**/{docker-bake*.json,*bake*.hcl}" },
  { pattern: "**/*.container.d/*.conf" },
];

/**
 * The files of a workspace that may be for us, by their names: what `bulkhead check` looks at below a directory, but for drop-ins of units and rarer names
 * of shells' and agents' settings, and any YAML. The search takes no braces within braces.
 */
export const CANDIDATES =
  "**/{*.yml,*.yaml,*[Dd]ockerfile*,*[Cc]ontainerfile*,*.container,*.pod,*.kube,*.volume,*.network,*.image,*.build,*bake*.hcl,docker-bake*.json,.devcontainer.json,devcontainer.json,mcp.json,.mcp.json,mcp_config.json,mcp-config.json,claude_desktop_config.json,daemon.json,docker.service,docker.socket,*.sh,*.bash,*.zsh,*.ksh,.envrc,.profile,[Mm]akefile,GNUmakefile,*.mk,*.mak}";

/** Whether a file's name is one of those. */
export function isCandidate(name: string): boolean {
  return (
    /dockerfile|containerfile/i.test(name) ||
    /\.(?:ya?ml|container|pod|kube|volume|network|image|build|sh|bash|zsh|ksh|mk|mak)$/.test(name) ||
    /^(?:\.?(?:devcontainer|mcp)|mcp[-_]config|claude_desktop_config|daemon)\.json$/.test(name) ||
    /^(?:docker\.(?:service|socket)|\.envrc|\.profile|[Mm]akefile|GNUmakefile)$/.test(name) ||
    (name.endsWith(".hcl") && name.includes("bake")) ||
    (name.endsWith(".json") && name.startsWith("docker-bake"))
  );
}
