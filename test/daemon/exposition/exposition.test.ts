import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stateFamilies } from '../../../src/daemon/exposition/families.ts';
import { expositionLines, type Family } from '../../../src/daemon/exposition/family.ts';
import { replyTo } from '../../../src/daemon/exposition/server.ts';
import { initialState } from '../../../src/store/state.ts';
import { withPanectl } from '../../support/with-panectl.ts';
import { at } from '../real-daemon.ts';

describe('the text for Prometheus', () => {
  it.each([
    ['a "quoted" name', 'a \\"quoted\\" name'],
    ['C:\\temp', 'C:\\\\temp'],
    ['two\nlines', 'two␊lines'],
    ['\u001b[2J', '␛[2J'],
    ['{a="b"} 1', '{a=\\"b\\"} 1'],
    ['\ud800', '\ufffd'],
  ])('keeps %j within its label', (name, shown) => {
    expect(expositionLines([family([{ labels: { session: name }, value: 1 }])])).toEqual([
      '# HELP panectl_things A thing.',
      '# TYPE panectl_things gauge',
      `panectl_things{session="${shown}"} 1`,
    ]);
  });

  it('leaves out what nobody knows, and a family with nothing known whole', () => {
    expect(expositionLines([family([{ value: null }]), family([{ value: null }, { value: 0 }])])).toEqual([
      '# HELP panectl_things A thing.',
      '# TYPE panectl_things gauge',
      'panectl_things 0',
    ]);
  });

  it('says of a server that is away only that it is', () => {
    const lines = expositionLines(stateFamilies(initialState)).filter((line) => !line.startsWith('#'));
    expect(lines).toEqual(['panectl_server_up 0', 'panectl_sessions 0']);
  });
});

describe('the port for Prometheus', () => {
  it.each([
    ['GET', '/metrics', '127.0.0.1:9464', 200],
    ['HEAD', '/metrics?x=1', 'localhost:9464', 200],
    ['GET', '/metrics', 'evil.example:9464', 403],
    ['GET', '/metrics', '127.0.0.1.evil.example', 403],
    ['GET', '/metrics', '', 403],
    ['POST', '/metrics', '127.0.0.1', 405],
    ['GET', '/', '127.0.0.1', 404],
    ['GET', '/metrics/..', '127.0.0.1', 404],
  ])('answers %s %s for %j with %i', (method, url, host, status) => {
    expect(replyTo({ method, url, host }, () => 'numbers\n').status).toBe(status);
  });
});

it('is printed and served whole, until the daemon ends', () =>
  withPanectl(async ({ ask, panectl }) => {
    await ask('session-create', 'shop');
    const made = await ask('pane-create', 'shop', 'say "hi"', '--command', 'echo a; echo b; false');
    await ask('wait-all', 'exit:shop/say "hi"');
    await ask('on-exit', 'shop', '*', "notify 'over'", '--name', 'over');
    const printed = await panectl('metrics');
    expect(problemsOf(printed.stdout)).toEqual([]);
    const series = printed.stdout.split('\n');
    const place = ['session_id', 'tmux_pane'].map((key) => `${key}="${String(at(made, key))}"`).join(',');
    const labels = `session="shop",${place},pane="say \\"hi\\""`;
    expect(series).toContain(`panectl_pane_status{${labels},status="failed"} 1`);
    expect(series).toContain(`panectl_pane_output_lines_total{${labels}} 2`);
    expect(printed.stdout).toMatch(
      /^panectl_rule_fired_total{rule="over",rule_id="r1",session="shop",event="exit"} 0$/m,
    );
    expect(at(await ask('metrics', '--json'), 'exposition', 0)).toBe(series[0]);

    const url = await listening(panectl);
    const served = await fetch(url);
    expect(served.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(problemsOf(await served.text())).toEqual([]);
    await ask('metrics', '--listen', 'none');
    await expect(fetch(url)).rejects.toThrow();
  }));

it('names a port that somebody else has, also one of the settings', () =>
  withPanectl(async ({ ask, panectl, home }) => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' ? address?.port : 0;
    writeFileSync(join(home, 'config.yml'), `metrics: {port: ${port}}\n`);
    try {
      const ran = await panectl('metrics', '--listen', String(port), '--json');
      expect(ran.json).toMatchObject({ ok: false, error: { message: `port ${port} is in use` } });
      expect(at(await ask('daemon-status'), 'problems')).toEqual([`metrics.port: port ${port} is in use`]);
    } finally {
      other.close();
    }
  }));

const family = (samples: Family['samples']): Family => ({
  ...{ name: 'panectl_things', help: 'A thing.', samples },
  type: 'gauge',
});

type Panectl = Parameters<Parameters<typeof withPanectl>[0]>[0]['panectl'];

/** Ports are everybody's: the next one where one is taken. */
const listening = async (panectl: Panectl): Promise<string> => {
  for (let port = 20_000 + (process.pid % 10_000); port < 40_000; port += 7) {
    const ran = await panectl('metrics', '--listen', String(port));
    if (ran.status === 0) return String(/http:\/\/[\d.:]+\/metrics/.exec(ran.stdout)?.[0]);
    expect(ran.stderr).toContain(`port ${port} is in use`);
  }
  throw new Error('no port is free');
};

const LINE =
  /^([a-z_]+)(?:\{((?:[a-z_]+="(?:[^"\\\n]|\\["\\n])*",?)*)\})? (?:[-+]?[\d.]+(?:e[-+]?\d+)?|NaN|[-+]Inf)$/;

/** What is not as Prometheus's text format and its conventions for names have it. */
const problemsOf = (text: string): readonly string[] => {
  const lines = text.replace(/\n$/, '').split('\n');
  const types = new Map<string, string>();
  const seen = new Set<string>();
  return lines.flatMap((line) => {
    const [, kind, name = '', type = ''] = /^# (HELP|TYPE) ([a-z_]+) (.+)$/.exec(line) ?? [];
    if (kind === 'HELP') return types.has(name) ? [`twice: ${line}`] : [];
    if (kind === 'TYPE') {
      types.set(name, type);
      return (type === 'counter') === name.endsWith('_total') ? [] : [`misnamed: ${line}`];
    }
    const match = LINE.exec(line);
    const series = line.slice(0, line.lastIndexOf(' '));
    const isNew = !seen.has(series) && types.has(match?.[1] ?? '');
    seen.add(series);
    return match !== null && isNew ? [] : [line];
  });
};
