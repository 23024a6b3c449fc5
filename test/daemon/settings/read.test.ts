import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSettings, settingsIn } from '../../../src/daemon/settings/read.ts';
import { DEFAULT_SETTINGS } from '../../../src/daemon/settings/schema.ts';
import { temporaryFolder } from '../../journal/samples.ts';

const problemsOf = (text: string): readonly string[] => settingsIn(text, 'c.yml').problems;

describe('a settings file', () => {
  test('need not be there', () => {
    expect(readSettings(join(temporaryFolder(), 'config.yml'))).toEqual({
      settings: DEFAULT_SETTINGS,
      keys: [],
      problems: [],
    });
    expect(DEFAULT_SETTINGS).toEqual({
      journal: { max_age: 90 * 86_400_000, max_size: 512 * 1024 ** 2 },
      output: { bytes_per_pane: 4 * 1024 ** 2, bytes_in_all: 48 * 1024 ** 2 },
      metrics: { interval: 1_000, port: null },
      rules: { max_cascade: 16, max_firings: 30, firing_window: 10_000, max_panes: 64, cooldown: null },
      snapshots: { keep: 20, hourly: 24, daily: 14, max_age: 30 * 86_400_000 },
      theme: { colors: 'auto', symbols: 'auto' },
      panel: { fps: 15, mouse: 'on', hide: [] },
    });
  });

  test('sets what it names, and leaves the rest', () => {
    const { settings, problems } = settingsIn(
      'journal: {max_age: 7d, max_size: 20M}\nrules:\n  cooldown: 250ms\n  max_panes: 8\nmetrics:\noutput: {}\n',
      'c.yml',
    );
    expect(problems).toEqual([]);
    expect(settings).toEqual({
      ...DEFAULT_SETTINGS,
      journal: { max_age: 7 * 86_400_000, max_size: 20 * 1024 ** 2 },
      rules: { ...DEFAULT_SETTINGS.rules, cooldown: 250, max_panes: 8 },
    });
    expect(settingsIn('journal: {max_age: none}', 'c.yml').settings.journal.max_age).toBeNull();
  });

  test.each(['', '# nothing yet\n', '{}', '---\n'])('may be empty: %j', (text) => {
    expect(settingsIn(text, 'c.yml')).toEqual({ settings: DEFAULT_SETTINGS, keys: [], problems: [] });
  });

  test.each([
    ['journal:\n  max_agee: 7d\n', 'c.yml:2:3: unknown key "max_agee"; did you mean max_age?'],
    ['rule: {max_panes: 3}', 'c.yml:1:1: unknown key "rule"; did you mean rules?'],
    [
      'zebra: 1',
      'c.yml:1:1: unknown key "zebra"; there are journal, output, metrics, rules, snapshots, theme, panel, keys',
    ],
    ['journal:\n  max_size: lots\n', 'c.yml:2:3: journal.max_size is a size of at least 1M, like 512M'],
    ['rules: {max_panes: 0}', 'c.yml:1:9: rules.max_panes is a number from 1 to 10000, like 64'],
    ['rules: {cooldown: soon}', 'c.yml:1:9: rules.cooldown is none, or a duration from 1ms to 7d'],
    ['metrics: {interval: 1ms}', 'c.yml:1:11: metrics.interval is a duration from 250ms to 60s, like 1s'],
    ['metrics: {interval: [1, 2]}', 'c.yml:1:11: metrics.interval is one value'],
    ['rules: 3', 'c.yml:1:1: rules holds settings by their names'],
    ['[1]', 'c.yml:1:1: the file holds settings by their names'],
    ['journal: {max_age: 1d, max_age: 2d}', 'c.yml:1:24: the key "max_age" stands here twice'],
  ])('says where it is wrong: %j', (text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  test('that is no YAML is told with the place of the mistake', () => {
    expect(problemsOf('journal: {max_age: 7d\nrules:\n')[0]).toMatch(/^c\.yml:\d+:\d+: \S/);
    expect(settingsIn('a: [', 'c.yml').settings).toEqual(DEFAULT_SETTINGS);
  });

  test('counts for what is right in it', () => {
    const { settings, problems } = settingsIn(
      'rules: {max_panes: 3, max_firings: many}\nnoise: 1\n',
      'c.yml',
    );
    expect(settings.rules).toEqual({ ...DEFAULT_SETTINGS.rules, max_panes: 3 });
    expect(problems).toHaveLength(2);
  });

  test.each(['__proto__: {x: 1}', 'journal: {__proto__: 1}', 'constructor: 1', '? [a]\n: 1'])(
    'is data, whatever its keys are called: %j',
    (text) => {
      expect(settingsIn(text, 'c.yml')).toMatchObject({
        settings: DEFAULT_SETTINGS,
        problems: [expect.stringContaining('c.yml:1:')],
      });
    },
  );

  test('that is no file, or far too large, is not read', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'a'));
    writeFileSync(join(folder, 'b'), '#'.repeat(100_000));
    expect(readSettings(join(folder, 'a')).problems).toEqual([`${join(folder, 'a')}: it is no file`]);
    expect(readSettings(join(folder, 'b')).problems).toEqual([
      `${join(folder, 'b')}: it is larger than 64 KiB`,
    ]);
  });
});
