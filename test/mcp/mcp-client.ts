import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { CLI } from "../../scripts/build.ts";

/** What a call answered: the parts of its answer, or the words with which it was refused. */
export interface Called {
  readonly refused?: string;
  // biome-ignore lint/suspicious/noExplicitAny: what a tool answers is what the test is about.
  readonly answer: any;
  /** The text beside the parts. */
  readonly text: string;
}

/** The protocol's own client, talking with the server that is shipped. */
export class Agent {
  readonly client: Client;

  private constructor(client: Client) {
    this.client = client;
  }

  /** `before` are arguments of Node; `mode` is the client's way to agree on a version. */
  static async start(
    args: readonly string[],
    {
      cwd,
      env = {},
      before = [],
      mode = "auto",
    }: {
      readonly cwd: string;
      readonly env?: Readonly<Record<string, string>>;
      readonly before?: readonly string[];
      readonly mode?: "auto" | "legacy";
    },
  ): Promise<Agent> {
    const client = new Client({ name: "test", version: "1" }, { versionNegotiation: { mode } });
    await client.connect(
      new StdioClientTransport({ command: process.execPath, args: [...before, CLI, "mcp", ...args], cwd, env }),
    );
    return new Agent(client);
  }

  async call(name: string, asked: Readonly<Record<string, unknown>>): Promise<Called> {
    const { isError, structuredContent, content } = await this.client.callTool({ name, arguments: { ...asked } });
    const text = content.map((one) => (one.type === "text" ? one.text : "")).join("");
    return { ...(isError === true ? { refused: text } : {}), answer: structuredContent, text };
  }

  async close(): Promise<void> {
    await this.client.close();
  }
}
