import * as vscode from "vscode";
import { eventually, match, ok } from "./assertions.ts";
import { writeText } from "./editor.ts";
import { say } from "./say.ts";

/** What VS Code 1.95 and later have, which the types of the oldest one lack. */
interface ToolApi {
  readonly tools?: readonly { readonly name: string }[];
  invokeTool?(name: string, options: object): Promise<{ readonly content: readonly { readonly value?: unknown }[] }>;
}

const TEXT = "services:\n  web:\n    image: nginx:1.27.3\n    privileged: true\n";

describe("Tools for language models", () => {
  const api = vscode.lm as unknown as ToolApi | undefined;

  it("check, explain and fix a file of the workspace, and tell of a rule", async () => {
    const [, minor = "0"] = vscode.version.split(".");
    if (api?.invokeTool === undefined || Number(minor) < 95) {
      say(`left out: tools for language models, which VS Code ${vscode.version} does not have`);
      return;
    }
    await writeText("compose.agent.yaml", TEXT);
    await eventually(
      () => api.tools?.map(({ name }) => name) ?? [],
      (names) => ["check", "explain", "fix", "rule"].every((tool) => names.includes(`bulkhead_${tool}`)),
    );
    match(await answer("check", { path: "compose.agent.yaml" }), /"rule":"privileged","level":"error"/);
    match(
      await answer("explain", { path: "compose.agent.yaml", service: "web" }),
      /"wall":"[^"]+","standing":"opened"/,
    );
    match(await answer("fix", { path: "compose.agent.yaml", unsafe: true }), /- {4}privileged: true/);
    match(await answer("rule", { id: "privileged" }), /"id":"privileged"/);
    const refused = await answer("check", { path: "../../etc/passwd" }).catch(String);
    ok(!/"findings"/.test(String(refused)), String(refused));
  });

  async function answer(tool: string, input: object): Promise<string> {
    const result = await api?.invokeTool?.(`bulkhead_${tool}`, { input, toolInvocationToken: undefined });
    return String(result?.content[0]?.value);
  }
});
