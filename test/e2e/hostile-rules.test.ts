import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Link, openLink } from '../bench/link.ts';
import { HOSTILE_LINES, PWNED } from '../rules/hostile.ts';
import { until } from '../support/until.ts';
import { type PanectlHouse, withPanectl } from '../support/with-panectl.ts';

/**
 * A tab moves the cursor: what a terminal shows of it, and so the line, is blanks. Three of five of the rest: all of
 * them go through real shells in test/rules/action.
 */
const SHOWN = HOSTILE_LINES.filter((text, index) => !text.includes('\t') && index % 5 < 3);

/** Half of the attempts in each test: every one goes through every place where a value is filled in. */
const HALVES = [0, 1].map((half) => SHOWN.filter((_text, index) => index % 2 === half));

/** What shell text writes to a file, each value ended by NUL: nothing that a line may hold. */
const WRITE = "printf '%s\\0' {{ match.v }} >>";

const PLACES: readonly (readonly [name: string, action: string])[] = [
  ['create', 'pane-create {{ session }} {{ match.v }} --command true --no-keep'],
  ['command', `pane-create {{ session }} run --unique --no-keep --command "${WRITE} by-command"`],
  ['exec', `pane-exec {{ session }} shell "${WRITE} by-exec"`],
  ['shell', `shell "${WRITE} by-shell"`],
  ['keys', 'pane-send-keys {{ session }} typed {{ match.v }} Enter'],
  [
    'label',
    'pane-label {{ session }} labelled {{ match.v }} && pane-label {{ session }} {{ match.v }} labelled',
  ],
  ['metadata', 'pane-metadata-set {{ session }} shell said {{ match.v }}'],
  ['notify', 'notify {{ match.v }}'],
];

/** Prints the line with the number that it is sent. */
const SOURCE = `while read -r n; do sed -n "\${n}p" lines; done`;

const prepare = async ({ ask, tmux, home }: PanectlHouse, texts: readonly string[]): Promise<string> => {
  const folder = join(tmux.folder, 'work');
  mkdirSync(folder);
  writeFileSync(join(folder, 'lines'), texts.map((text) => `V${text}\n`).join(''));
  writeFileSync(join(home, 'config.yml'), 'rules:\n  max_firings: 100000\n');
  await ask('daemon-stop');
  await tmux.run('set-option', '-g', 'default-command', 'bash');
  await ask('session-create', 'ours', '--cwd', folder, '--size', '300x200');
  await ask('pane-create', 'ours', 'source', '--command', SOURCE);
  await ask('pane-create', 'ours', 'shell');
  await ask('pane-create', 'ours', 'typed', '--command', 'stty raw -echo; exec cat > by-keys');
  await ask('pane-create', 'ours', 'labelled', '--command', 'exec sleep 100000');
  for (const [name, action] of PLACES)
    await ask('on-pattern', 'ours', 'source', '^V(?<v>.*)$', action, '--name', name);
  return folder;
};

/** The next value only when the shell has taken this one: it runs one command at a time. */
const sayAll = async (link: Link, folder: string, texts: readonly string[]): Promise<void> => {
  for (const [index, text] of texts.entries()) {
    await link.call('pane-send-keys', {
      session: 'ours',
      pane: 'source',
      keys: [String(index + 1), 'Enter'],
    });
    await until(() => writtenIn(folder, 'by-exec', '\0').length > index, {
      what: JSON.stringify(text.slice(0, 100)),
    });
    const isIdle = async () =>
      !JSON.stringify(await link.call('pane-status', SHELL)).includes('"status":"running"');
    await until(isIdle, { what: 'the prompt' });
  }
  const all = (await Promise.all(FILES.map(([name, end]) => untilWritten(folder, name, end, texts.length))))
    .length;
  expect(all).toBe(FILES.length);
};

const SHELL = { session: 'ours', pane: 'shell' };

const FILES = [
  ['by-command', '\0'],
  ['by-exec', '\0'],
  ['by-shell', '\0'],
  ['by-keys', '\r'],
] as const;

const untilWritten = (folder: string, name: string, end: string, count: number): Promise<unknown> =>
  until(() => writtenIn(folder, name, end).length >= count, { what: `${count} values in ${name}` });

const writtenIn = (folder: string, name: string, end: string): readonly string[] => {
  const file = join(folder, name);
  return existsSync(file) ? readFileSync(file, 'utf8').split(end).slice(0, -1) : [];
};

const valuesOf = async (ask: PanectlHouse['ask'], sql: string): Promise<readonly unknown[]> => {
  const answer = await ask('query', sql);
  if (typeof answer !== 'object' || answer === null || !('rows' in answer) || !Array.isArray(answer.rows))
    return [];
  return answer.rows.map((row: unknown) => (Array.isArray(row) ? row[0] : undefined));
};

it.each(HALVES.map((texts, half) => [half, texts] as const))(
  'nothing that a pane prints is executed where it is filled in, and each value arrives as written (half %i)',
  (_half, texts) =>
    withPanectl(async (house) => {
      const { ask } = house;
      expect(SHOWN.length).toBeGreaterThanOrEqual(200);
      const folder = await prepare(house, texts);
      const link = await openLink(house.tmux.socket);
      await sayAll(link, folder, texts);
      link.end();
      expect(writtenIn(folder, 'by-command', '\0').toSorted()).toEqual([...texts].toSorted());
      expect(writtenIn(folder, 'by-exec', '\0')).toEqual(texts);
      expect(writtenIn(folder, 'by-shell', '\0').toSorted()).toEqual([...texts].toSorted());
      expect(writtenIn(folder, 'by-keys', '\r')).toEqual(texts);
      const data = (type: string, key: string) =>
        valuesOf(
          ask,
          `select json_extract(data, '$.${key}') from events where type = '${type}' order by seq`,
        );
      // There is no notice without a text.
      expect(await data('notice.sent', 'text')).toEqual(texts.filter((text) => text !== ''));
      expect(await data('pane.metadata_set', 'value')).toEqual(texts);
      const labels = await valuesOf(
        ask,
        "select label from events where type = 'pane.created' and actor like '%\"create\"%'",
      );
      expect(texts).toEqual(expect.arrayContaining([...labels]));
      expect(readdirSync(folder).toSorted()).toEqual([
        'by-command',
        'by-exec',
        'by-keys',
        'by-shell',
        'lines',
      ]);
      expect(JSON.stringify(await ask('rule-list'))).not.toContain(`"${PWNED}"`);
    }),
  600_000,
);
