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
  return [INTRODUCTION, ...sections, EXAMPLE].join('\n');
};

const HEAD = '| setting | unless set | |\n|---|---|---|';

const INTRODUCTION = `# Settings

Nothing has to be set. What is set stands in \`$XDG_CONFIG_HOME/panectl/config.yml\` (\`~/.config/panectl/config.yml\`), or
in \`$PANECTL_HOME/config.yml\`. A daemon reads it when it starts: \`panectl daemon-stop\`, and the next call starts one.

Durations are like \`250ms 10s 5m 1h 90d\`, a bare number is seconds; sizes are like \`300M 2G\`.

A mistake in the file stops nothing: that setting is as it comes, the others count, and \`panectl doctor\`,
\`daemon-status\` and the panel say where the mistake is. While there is one, the journal forgets nothing.
`;

const EXAMPLE = `## A whole file

\`\`\`yaml
journal:
  max_age: 30d
  max_size: 200M
rules:
  cooldown: 1s
\`\`\`
`;
