import { finding, noFinding, open, writeText } from "./editor.ts";

describe("Files that no editor holds", () => {
  it("are read through the editor, and read again when they change", async () => {
    // The base file decides whether the service is privileged; it is never opened.
    await writeText("base.yaml", "services:\n  base:\n    image: nginx:1.27.3\n    privileged: false\n");
    await writeText(
      "compose.extends.yaml",
      "services:\n  web:\n    extends:\n      file: base.yaml\n      service: base\n",
    );
    const compose = await open("compose.extends.yaml");
    await finding(compose, "unhardened", "web");
    await writeText(
      "base.yaml",
      'services:\n  base:\n    image: nginx:1.27.3\n    user: "1000"\n    read_only: true\n    cap_drop: [ALL]\n    security_opt: [no-new-privileges:true]\n    mem_limit: 64m\n    pids_limit: 64\n',
    );
    await noFinding(compose, "unhardened");
  });
});
