import { expect, it } from 'vitest';
import { at, listIn } from '../support/fields.ts';
import { type McpHouse, withMcp } from '../support/mcp-client.ts';
import { runPanectl } from '../support/run-panectl.ts';
import { isAlive } from '../support/temporary.ts';
import { until } from '../support/until.ts';
import { type PanectlHouse, withPanectl } from '../support/with-panectl.ts';

/** The server `panectl mcp` on a tmux server where a person has the session `work`. */
const withHouse = (args: readonly string[], body: (mcp: McpHouse, house: PanectlHouse) => Promise<void>) =>
  withPanectl(async (house) => {
    await house.tmux.run('set-option', '-g', 'default-command', 'bash');
    const place = { socket: house.tmux.socket, env: { PANECTL_HOME: house.home }, args };
    await withMcp(place, (mcp) => body(mcp, house));
  });

it('makes, runs, waits, reads and ends panes, under the name that it was given', () =>
  withHouse(['--as', 'tester'], async ({ ask, call }) => {
    await ask('session_create', { session: 'jobs', if_missing: true });
    const owner = { kind: 'mcp', name: 'tester', tmux_pane: null };
    expect(await ask('pane_create', { session: 'jobs', label: 'w' })).toMatchObject({ label: 'w', owner });
    const ran = await ask('pane_exec', { session: 'jobs', pane: 1, command: 'seq 3; false', wait: true });
    expect(ran).toMatchObject({ outcome: 'failed', exit_code: 1, owner });
    expect(listIn(at(ran, 'output'), 'lines').map((line) => at(line, 'text'))).toEqual(['1', '2', '3']);
    await ask('pane_exec', { session: 'jobs', pane: 'w', command: 'echo READY 7' });
    expect(
      await ask('pane_watch', { session: 'jobs', pane: 'w', pattern: '^READY (?<n>\\d+)', timeout: 240 }),
    ).toMatchObject({ outcome: 'matched', groups: { n: '7' } });
    const conditions = ['exit:jobs/w', 'pattern:jobs/w:READY'];
    expect(await ask('wait_all', { conditions, timeout: '4m' })).toMatchObject({ outcome: 'fulfilled' });
    expect(await call('pane_kill', { session: 'work', pane: 0 })).toMatchObject({
      isError: true,
      structuredContent: { code: 'refused_foreign', hint: 'with force it is done all the same' },
    });
    expect(await call('pane_status', { session: 'jobs', pane: 'gone' })).toMatchObject({
      isError: true,
      structuredContent: { code: 'pane_not_found', retryable: false },
    });
    expect(await ask('cleanup', { mine: true })).toMatchObject({ sessions: ['jobs'] });
    expect(listIn(await ask('session_list'), 'sessions').map((each) => at(each, 'session'))).toEqual([
      'work',
    ]);
  }));

it('offers below a tier what changes no more than that', () =>
  withHouse(['--tier', 'read'], async ({ client, ask, call }) => {
    const { tools } = await client.listTools();
    expect(tools.every(({ annotations }) => annotations?.readOnlyHint === true)).toBe(true);
    await expect(call('session_kill', { session: 'work' })).rejects.toThrow('session_kill');
    expect(listIn(await ask('pane_list', { session: 'work' }), 'panes')).toHaveLength(1);
  }));

it('shows sessions, panes and what they printed as resources', () =>
  withHouse(['--core'], async ({ client, ask }) => {
    expect((await client.listTools()).tools).toHaveLength(15);
    await ask('session_create', { session: 'a b' });
    await ask('pane_exec', { session: 'a b', pane: 0, command: 'echo seen', wait: true });
    const uris = (await client.listResources()).resources.map(({ uri }) => uri);
    expect(uris).toEqual(
      expect.arrayContaining([
        'panectl://sessions',
        'panectl://panes',
        'panectl://sessions/work/panes/%250/output',
        'panectl://sessions/a%20b/panes/%251',
      ]),
    );
    const { resourceTemplates } = await client.listResourceTemplates();
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toContain(
      'panectl://sessions/{session}/panes/{pane}/output',
    );
    const textOf = async (uri: string): Promise<string> => {
      const [first] = (await client.readResource({ uri })).contents;
      return first !== undefined && 'text' in first ? first.text : '';
    };
    expect(await textOf('panectl://sessions/a%20b/panes/%251/output')).toMatch(/^seen$/m);
    expect(JSON.parse(await textOf('panectl://sessions/a%20b/panes/main'))).toMatchObject({ label: 'main' });
    expect(listIn(JSON.parse(await textOf('panectl://panes')), 'panes')).toHaveLength(2);
    expect(listIn(JSON.parse(await textOf('panectl://sessions/work')), 'panes')).toHaveLength(1);
    await expect(textOf('panectl://sessions/nobody')).rejects.toThrow('session_not_found');
  }));

it('goes on with the next daemon when the one that it spoke with was killed', () =>
  withHouse([], async ({ ask, call }) => {
    const kill = async (): Promise<void> => {
      const pid = Number(at(await ask('daemon_status'), 'pid'));
      process.kill(pid, 'SIGKILL');
      await until(() => !isAlive(pid), { what: 'the end of the daemon' });
    };
    await ask('session_list');
    await kill();
    expect(listIn(await ask('pane_list', { session: 'work' }), 'panes')).toHaveLength(1);
    const waiting = call('wait_any', { conditions: ['pattern:work/0:never'], timeout: '5m' });
    await ask('session_list');
    await kill();
    expect(await waiting).toMatchObject({
      isError: true,
      structuredContent: { code: 'daemon_unavailable', retryable: true },
    });
    expect(await ask('daemon_stop')).toMatchObject({ running: false });
    expect(await ask('daemon_status')).toEqual({ running: false });
  }));

it('ends with its input, and prints nothing that is no message', () =>
  withPanectl(async ({ tmux, home }) => {
    const params = {
      protocolVersion: '2025-06-18',
      capabilities: {},
      clientInfo: { name: 't', version: '1' },
    };
    const messages = [
      { jsonrpc: '2.0', id: 1, method: 'initialize', params },
      { jsonrpc: '2.0', method: 'notifications/initialized' },
      { jsonrpc: '2.0', id: 2, method: 'tools/call', params: { name: 'doctor', arguments: {} } },
    ];
    const input = messages.map((each) => `${JSON.stringify(each)}\n`).join('');
    const options = { socket: tmux.socket, env: { PANECTL_HOME: home } };
    const ran = await runPanectl(['mcp'], { ...options, input });
    expect(ran.status).toBe(0);
    for (const line of ran.stdout.split('\n').slice(0, -1))
      expect(JSON.parse(line)).toMatchObject({ jsonrpc: '2.0' });
    const refused = await runPanectl(['mcp', '--tier', 'everything'], options);
    expect([refused.status, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toContain('panectl help mcp');
  }));
