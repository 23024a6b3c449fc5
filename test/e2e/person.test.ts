import { describe, expect, it } from 'vitest';
import type { PrivateTmux } from '../support/private-tmux.ts';
import { runPanectl } from '../support/run-panectl.ts';
import { isAlive } from '../support/temporary.ts';
import { until } from '../support/until.ts';
import { daemonsOf, type PanectlHouse, withPanectl } from '../support/with-panectl.ts';
import { withTerminal } from './person-terminal.ts';

/** As people have it: options, hooks beside which ours will stand, keys, an environment, windows from 1. */
const CONFIG = [
  'set -g base-index 1',
  'setw -g pane-base-index 1',
  'set -g status-left "#[fg=green]#S #(echo ok) "',
  'set -g status-interval 0',
  'set -g mouse on',
  'set -g history-limit 5000',
  'set -g @theme "dark #{pane_id}"',
  'set -s escape-time 10',
  'setw -g automatic-rename off',
  'setw -g pane-border-status top',
  'set-environment -g EDITOR vi',
  'set-hook -g pane-died "set -g @sessions more"',
  'set-hook -g after-set-option[3] "set-environment -g SEEN 1"',
  'set-hook -g session-created "set -g @sessions more"',
  'bind-key -n M-1 select-window -t 1',
  'bind-key r source-file ~/.tmux.conf',
];

/** Two sessions, a split and a zoomed window, one session that ends with its last client, a buffer. */
const furnish = async (tmux: PrivateTmux): Promise<void> => {
  await tmux.run('split-window', '-h', '-t', 'work:1', '-l', '30%');
  await tmux.run('split-window', '-v', '-t', 'work:1.2');
  await tmux.run('new-window', '-d', '-t', 'work:', '-n', 'zoomed');
  await tmux.run('split-window', '-v', '-t', 'work:2');
  await tmux.run('resize-pane', '-Z', '-t', 'work:2.1');
  await tmux.run('new-session', '-d', '-s', 'side', '-x', '90', '-y', '20');
  await tmux.run('set-environment', '-t', 'side', 'PROJECT', 'a b;c');
  await tmux.run('set-hook', '-t', 'side', 'window-renamed', 'display-message renamed');
  await tmux.run('set-buffer', '-b', 'mine', 'text #{x}');
  await tmux.run('set-option', '-p', '-t', 'work:1.1', '@note', 'keep');
};

const PICTURE: Readonly<Record<string, readonly string[]>> = {
  server: ['show-options', '-s'],
  global: ['show-options', '-g'],
  windows: ['show-options', '-gw'],
  hooks: ['show-hooks', '-g'],
  'window hooks': ['show-hooks', '-gw'],
  'hooks of side': ['show-hooks', '-t', 'side'],
  keys: ['list-keys'],
  environment: ['show-environment', '-g'],
  'environment of work': ['show-environment', '-t', 'work'],
  'environment of side': ['show-environment', '-t', 'side'],
  'options of work': ['show-options', '-t', 'work'],
  'options of side': ['show-options', '-t', 'side'],
  buffers: ['list-buffers', '-F', '#{buffer_name} #{buffer_sample}'],
  sessions: ['list-sessions', '-F', '#{session_id} #{session_name} #{session_group}'],
  'windows there': [
    ...['list-windows', '-a', '-F'],
    '#{session_id} #{window_id} #{window_index} #{window_name} #{window_active} #{window_last_flag} #{window_zoomed_flag} #{window_width}x#{window_height} #{window_layout} #{window_bell_flag}#{window_activity_flag}',
  ],
  panes: [
    ...['list-panes', '-a', '-F'],
    '#{pane_id} #{window_id} #{pane_index} #{pane_pid} #{pane_active} #{pane_last} #{pane_dead} #{pane_width}x#{pane_height} #{pane_left},#{pane_top} #{pane_mode} #{pane_synchronized} #{@label} #{@note} #{@panectl}',
  ],
  clients: ['list-clients', '-F', '#{client_tty} #{session_id} #{client_width}x#{client_height}'],
};

type Picture = Readonly<Record<string, readonly string[]>>;

/** Everything of a server that a person can see or has set. */
const take = async (tmux: PrivateTmux): Promise<Picture> => {
  const picture: Record<string, readonly string[]> = {};
  for (const [name, words] of Object.entries(PICTURE)) picture[name] = await tmux.lines(...words);
  return picture;
};

/** While we are there: hooks of ours beside theirs (an array that has none is listed by its name alone), clients without a terminal. */
const withoutUs = (picture: Picture): Picture => ({
  ...picture,
  hooks: (picture.hooks ?? []).filter(isTheirHook),
  'window hooks': (picture['window hooks'] ?? []).filter(isTheirHook),
  clients: (picture.clients ?? []).filter((line) => line.startsWith('/dev/')),
});

const isTheirHook = (line: string): boolean => line.includes(' ') && !isOurHook(line);

const isOurHook = (line: string): boolean => /^[a-z-]+\[9\d{3}\] wait-for -S "?panectl-\d+"?$/.test(line);

/** All that reads, and what only shows: none of it may leave anything. */
const look = async ({ panectl, ask }: PanectlHouse): Promise<void> => {
  const calls: readonly (readonly string[])[] = [
    [],
    ['session-list', '--all'],
    ['session-metrics', 'work'],
    ['pane-list', 'work', '--all'],
    ['pane-list-detailed', 'side'],
    ['pane-status', 'work', '0'],
    ['pane-capture', 'work', '1', '--history', '--ansi'],
    ['pane-has-pattern', 'work', '2', 'x+'],
    ['pane-metrics', 'work', '0'],
    ['pane-metadata-set', 'work', '0', 'note', '{"a": "#{pane_id}"}'],
    ['state-update'],
    ['orchestration-log'],
    ['query', 'select * from panes'],
    ['doctor'],
    ['cleanup', '--dry-run'],
    ['pane-kill', 'work', '0'],
    ['session-kill', 'side'],
    ['pane-send-keys', 'work', '0', 'x'],
    ['session-layout', 'work', 'tiled'],
  ];
  for (const call of calls) await panectl(...call);
  await until(async () => JSON.stringify(await ask('pane-metrics', 'work', '0')).includes('"history":[{'), {
    what: 'metrics',
  });
};

/** Work in a session of our own and, in the background, in the person's; all of it is taken away again. */
const work = async ({ ask }: PanectlHouse): Promise<void> => {
  await ask('session-create', 'ours');
  await ask('pane-create', 'ours', 'job', '--command', 'echo done; exit 2');
  await ask('pane-exec', 'ours', 'main', 'echo hello');
  await ask('pane-create', 'work', 'helper', '--command', 'cat');
  await ask('pane-create', 'work', 'second');
  await ask('pane-send-keys', 'work', 'helper', 'text;', '--literal', '--enter');
  await ask('pane-create', 'side', 'third', '--command', 'exit 1');
  await ask('pane-respawn', 'side', 'third');
  await ask('cleanup');
};

const openPanel = async ({ tmux, home, ask }: PanectlHouse): Promise<void> => {
  const pid = await tmux.serverPid();
  const [here = ''] = await tmux.lines('list-panes', '-t', 'work:1', '-f', '#{pane_active}', '-F', '#D');
  const env = { PANECTL_HOME: home, TMUX: `${tmux.socket},${pid},0`, TMUX_PANE: here };
  const opened = await runPanectl(['panel'], { socket: null, env });
  expect([opened.status, opened.stdout, opened.stderr]).toMatchObject([0, expect.any(String), '']);
  const panel = await until(
    async () => (await tmux.lines('list-panes', '-a', '-f', '#{==:#{@panectl},panel}', '-F', '#D'))[0],
    { what: 'the panel' },
  );
  await until(async () => (await tmux.run('capture-pane', '-p', '-t', panel)).includes('work'), {
    what: 'the panel to show something',
  });
  expect(JSON.stringify(await ask('pane-list', 'work'))).not.toContain(`"${panel}"`);
  await tmux.run('send-keys', '-t', panel, 'q');
  await until(async () => !(await tmux.lines('list-panes', '-a', '-F', '#D')).includes(panel), {
    what: 'the panel to close',
  });
};

const atHome = (body: (house: PanectlHouse) => Promise<void>): Promise<void> =>
  withPanectl(
    async (house) => {
      await furnish(house.tmux);
      await withTerminal(house.tmux, 'work', () => body(house));
    },
    { config: CONFIG, size: { width: 120, height: 39 } },
  );

describe("a person's tmux", () => {
  it('is as it was once panectl has worked in it and gone', () =>
    atHome(async (house) => {
      const { tmux, panectl } = house;
      const before = await take(tmux);
      await look(house);
      expect(withoutUs(await take(tmux))).toEqual(withoutUs(before));
      expect((await tmux.lines('show-hooks', '-g')).filter(isOurHook).length).toBeGreaterThan(5);
      await work(house);
      await openPanel(house);
      await panectl('daemon-stop');
      expect(await take(tmux)).toEqual(before);
    }));

  it('is as it was, but for a label, once the daemon was killed amid its work and the next one has gone', () =>
    atHome(async (house) => {
      const { tmux, panectl, ask } = house;
      const before = await take(tmux);
      await ask('pane-label', 'work', '0', 'editor');
      await ask('pane-create', 'work', 'helper', '--command', 'cat');
      const [daemon] = daemonsOf(tmux.socket);
      if (daemon === undefined) throw new Error('no daemon');
      process.kill(daemon, 'SIGKILL');
      await until(() => !isAlive(daemon), { what: 'the daemon to end' });
      await until(async () => (await tmux.lines('show-hooks', '-g')).every((line) => !isOurHook(line)), {
        what: 'our hooks to go with it',
      });
      await until(async () => (await tmux.lines('list-clients')).length === 1, { what: 'our clients to go' });
      await ask('cleanup');
      await panectl('daemon-stop');
      const after = await take(tmux);
      const labelled = (after.panes ?? []).map((line) => line.replace(' editor keep', '  keep'));
      expect({ ...after, panes: labelled }).toEqual(before);
    }));

  it('keeps its window-size manual, its focus and its zoom while panes are made in it', () =>
    atHome(async (house) => {
      const { tmux, ask, panectl } = house;
      await tmux.run('set-option', '-gw', 'window-size', 'manual');
      const before = await take(tmux);
      await ask('pane-create', 'work', 'aside', '--command', 'cat');
      await work(house);
      await ask('pane-create', 'work', 'within', '--window', 'zoomed', '--command', 'cat');
      const zoomed = await tmux.run('display-message', '-p', '-t', 'work:2', '#{window_zoomed_flag}');
      expect(zoomed).toBe('1');
      await ask('cleanup');
      await panectl('daemon-stop');
      const after = await take(tmux);
      const shape = (picture: Picture) => (picture['windows there'] ?? []).map((line) => line.split(' ')[1]);
      expect(shape(after)).toEqual(shape(before));
      expect(after.windows).toEqual(before.windows);
      expect(after.global).toEqual(before.global);
      expect(after.hooks).toEqual(before.hooks);
    }));

  it('ends a session with destroy-unattached when its own last client leaves, not later for our sake', () =>
    atHome(async (house) => {
      const { tmux, ask } = house;
      await tmux.run('new-session', '-d', '-s', 'brief', '-x', '80', '-y', '24');
      await ask('session-list');
      await withTerminal(tmux, 'brief', async () => {
        await tmux.run('set-option', '-t', 'brief', 'destroy-unattached', 'on');
        await ask('pane-capture', 'brief', '0');
        await ask('state-update');
        expect(await tmux.lines('list-sessions', '-F', '#{session_name}')).toContain('brief');
      });
      await until(
        async () => !(await tmux.lines('list-sessions', '-F', '#{session_name}')).includes('brief'),
        { what: 'the session to end' },
      );
      expect(await tmux.lines('list-sessions', '-F', '#{session_name}')).toEqual(['side', 'work']);
    }));
});
