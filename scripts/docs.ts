import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import packageJson from '../package.json' with { type: 'json' };
import { COMMANDS } from '../src/commands/registry.ts';
import { settingsSchema } from '../src/daemon/settings/schema.ts';
import { CORE } from '../src/mcp/core.ts';
import { KEY_MAP } from '../src/ui/input/keymap.ts';
import { commandsPage } from './docs/commands-page.ts';
import { keysPage } from './docs/keys-page.ts';
import { manPage } from './docs/man-page.ts';
import { sessionSchema } from './docs/session-schema.ts';
import { settingsPage } from './docs/settings-page.ts';
import { skillPage } from './docs/skill-page.ts';

/** Writes the pages that are made from the registry and the schema of the settings. A test compares them, so a stale page turns the tests red. */
const docs = fileURLToPath(new URL('../docs/', import.meta.url));
writeFileSync(`${docs}commands.md`, commandsPage(COMMANDS));
writeFileSync(`${docs}settings.md`, settingsPage(settingsSchema));
writeFileSync(
  fileURLToPath(new URL('../man/panectl.1', import.meta.url)),
  manPage(COMMANDS, packageJson.version),
);
writeFileSync(fileURLToPath(new URL('../schema/session-file.json', import.meta.url)), sessionSchema());
const skill = fileURLToPath(new URL('../skills/panectl/', import.meta.url));
writeFileSync(`${skill}commands.md`, skillPage(COMMANDS, CORE));
writeFileSync(`${docs}keys.md`, keysPage(KEY_MAP));
