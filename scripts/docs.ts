import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { COMMANDS } from '../src/commands/registry.ts';
import { commandsPage } from './docs/commands-page.ts';

/** Writes the pages that are made from the registry. A test compares them, so a stale page turns the tests red. */
const docs = fileURLToPath(new URL('../docs/', import.meta.url));
writeFileSync(`${docs}commands.md`, commandsPage(COMMANDS));
