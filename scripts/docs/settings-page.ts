import type { settingsSchema } from '../../src/daemon/settings/schema.ts';

/** `docs/settings.md` from the schema of the settings. */
export const settingsPage = (schema: typeof settingsSchema): string => {
  const sections = Object.entries(schema.shape).map(([name, section]) => {
    const { innerType } = section.def;
    const rows = Object.entries(innerType.shape).map(
      ([key, setting]) =>
        `| \`${key}\` | \`${String(setting.def.defaultValue)}\` | ${setting.description ?? ''} |`,
    );
    return [`## ${name}`, '', section.description ?? '', '', HEAD, ...rows, ''].join('\n');
  });
  return [INTRODUCTION, ...sections, KEYS, EXAMPLE].join('\n');
};

const HEAD = '| setting | unless set | |\n|---|---|---|';

const INTRODUCTION = `# Settings

Nothing has to be set. What is set stands in \`$XDG_CONFIG_HOME/panectl/config.yml\` (\`~/.config/panectl/config.yml\`), or
in \`$PANECTL_HOME/config.yml\`. A daemon reads it when it starts: \`panectl daemon-stop\`, and the next call starts one.
A panel has \`theme\`, \`panel\` and \`keys\` read anew when it is opened.

Durations are like \`250ms 10s 5m 1h 90d\`, a bare number is seconds; sizes are like \`300M 2G\`.

A mistake in the file stops nothing: that setting is as it comes, the others count, and \`panectl doctor\`,
\`daemon-status\` and the panel say where the mistake is. While there is one, the journal forgets nothing.
`;

const KEYS = `## keys

Which keys do what in the panel. On the left stands an action of [the key map](keys.md), on the right a key, a list of
keys, or \`null\`, which takes its keys away. \`kill: Delete\` is meant for every view that has the action; \`menu.accept: o\`
only for that place, by the name that the page gives it. Keys are written like \`x\`, \`X\`, \`Enter\`, \`PgUp\`, \`C-x\`
or \`M-x\`. Where a line is typed only keys that type nothing can be taken, and never \`C-a\`, \`C-b\`, \`C-s\` or \`C-q\`.

A setting with an unknown action or key, or a key that means something else in the same place, does not count: the panel
says so with its line and column, and the keys are as they come.
`;

const EXAMPLE = `## A whole file

\`\`\`yaml
journal:
  max_age: 30d
  max_size: 200M
rules:
  cooldown: 1s
theme:
  colors: light
panel:
  hide: [sparkline, age]
keys:
  kill: Delete
  filter: [/, C-f]
  pause-all: null
\`\`\`
`;
