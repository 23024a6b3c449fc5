import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { commandsPage } from '../../scripts/docs/commands-page.ts';
import { keysPage } from '../../scripts/docs/keys-page.ts';
import { manPage } from '../../scripts/docs/man-page.ts';
import { sessionSchema } from '../../scripts/docs/session-schema.ts';
import { settingsPage } from '../../scripts/docs/settings-page.ts';
import { skillPage } from '../../scripts/docs/skill-page.ts';
import { COMMANDS } from '../../src/commands/registry.ts';
import { settingsSchema } from '../../src/daemon/settings/schema.ts';
import { CORE } from '../../src/mcp/core.ts';
import { KEY_MAP } from '../../src/ui/input/keymap.ts';

const page = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../../${name}`, import.meta.url)), 'utf8');

describe('the docs', () => {
  it('have a page of commands as fresh as the registry; `npm run docs` writes it', () => {
    expect(page('docs/commands.md')).toBe(commandsPage(COMMANDS));
  });

  it('have a page of settings as fresh as their schema', () => {
    expect(page('docs/settings.md')).toBe(settingsPage(settingsSchema));
  });

  it('have a manual page as fresh as the registry', () => {
    expect(page('man/panectl.1')).toBe(manPage(COMMANDS, packageJson.version));
  });

  it('have a schema of session files as fresh as what their reader knows', () => {
    expect(page('schema/session-file.json')).toBe(sessionSchema());
  });

  it('have a page of keys as fresh as the key map', () => {
    expect(page('docs/keys.md')).toBe(keysPage(KEY_MAP));
  });

  it('have a page of commands for agents as fresh as the registry', () => {
    expect(page('skills/panectl/commands.md')).toBe(skillPage(COMMANDS, CORE));
  });

  it('name no command that does not exist', () => {
    const known = new Set(COMMANDS.flatMap(({ name, aliases }) => [name, ...aliases]));
    const texts = ['README.md', 'docs/mcp.md', 'skills/panectl/SKILL.md'].map(page).join('\n');
    const words = [...texts.matchAll(/panectl ((?:pane|session|daemon|on)-[a-z-]+)/g)].map(
      ([, name]) => name,
    );
    expect(words.filter((name) => name === undefined || !known.has(name))).toEqual([]);
  });
});
