/** A report of a fault to be filled in, in Markdown. `about` tells of the editor and of us; it holds no path and nothing of a file. */
export function issueText(about: string): string {
  return `## What happened

<!-- What you did, what you saw, and what you expected. -->

## A file that shows it

<!-- The fewest lines that still show it, with names and values of your own replaced. -->

\`\`\`yaml
services:
\`\`\`

## About

${about.trim()}

<!-- "Bulkhead: Show the Log" says what the server did. Look for names of files in it before you add it. -->
`;
}
