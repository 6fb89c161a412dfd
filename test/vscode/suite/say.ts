/** Prints for whoever runs the suite. The mark tells these lines from what VS Code itself prints on the same console. */
export function say(text: string): void {
  for (const line of text.split("\n")) console.log(`[suite] ${line}`);
}
