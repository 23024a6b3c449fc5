import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const PAGE = fileURLToPath(new URL('../../docs/benchmarks.md', import.meta.url));
const PARTS = { peers: 'Beside other tools', scale: 'Many panes' } as const;
type Part = keyof typeof PARTS;

/** Writes one part of docs/benchmarks.md and leaves the other one as it is. */
export const writePart = (part: Part, body: string): string => {
  writeFileSync(PAGE, pageWith(existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : '', part, body));
  return PAGE;
};

export const pageWith = (page: string, part: Part, body: string): string => {
  const parts = [...page.matchAll(/^<!-- (\w+) -->\n## [^\n]*\n\n(.*?)\n<!-- end -->$/gms)];
  const kept = new Map(parts.map(([, name, text]) => [name, text]));
  kept.set(part, body);
  const sections = Object.entries(PARTS).map(([name, title]) => {
    const text = kept.get(name) ?? 'Not measured yet.';
    return `<!-- ${name} -->\n## ${title}\n\n${text}\n<!-- end -->\n`;
  });
  return `${HEAD}\n${sections.join('\n')}`;
};

const HEAD = `# Benchmarks

Written by \`npm run bench -- --peers\` and \`npm run bench -- scale\`, each its part; not by hand. What panectl loses stands
here as well as what it wins. \`npm run bench\` alone prints our times beside raw tmux's, each with its goal.
`;
