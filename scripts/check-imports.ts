import { fileURLToPath } from 'node:url';
import { checkHabits } from './house/habits.ts';
import { checkImports } from './house/imports.ts';
import { readSourceFiles } from './house/source-file.ts';

/** Holds the house's own rules; exit status 1 and one line per finding when one is broken. */
const files = readSourceFiles(fileURLToPath(new URL('..', import.meta.url)));
const findings = files.flatMap((file) => [...checkImports(file), ...checkHabits(file)]);
for (const { path, line, message } of findings) console.error(`${path}:${line}: ${message}`);
console.log(`house rules: ${files.length} files, ${findings.length} findings`);
process.exitCode = findings.length === 0 ? 0 : 1;
