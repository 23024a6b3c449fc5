import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { at, listIn } from '../support/fields.ts';
import { until } from '../support/until.ts';
import { type PanectlHouse, withPanectl } from '../support/with-panectl.ts';

const FILE = `
start_directory: ./
environment: {FOO: "a b", LEFT: "x"}
windows:
  - window_name: edit
    panes:
      - label: ed
      - label: server
        command: echo up; exec sleep 1000
        metadata: {port: 8080, tags: [a], "odd key: ": "line\\nnext"}
        focus: true
      - start_directory: log
        shell_command: sleep 1000
  - window_name: far away
    window_index: 7
    focus: true
    start_directory: log
    panes: [{label: a}, {label: b}]
  - panes:
      - start_directory: /tmp
hooks:
  on_pane_output:
    - name: up
      pane: server
      pattern: "^up$"
      fire: once
      then: ["pane-metadata-set {{ session }} ed seen yes", "notify 'up'"]
    - pane: 2
      pattern: never
      cooldown: 90s
      then: notify x
  on_pane_exit: {pane: "*", if: "exit_code == 77", then: notify gone}
`;

const WRITTEN = `# panectl session-restore FILE brings it back; session-create NAME --file FILE makes it anew
session_name: dev
start_directory: "~"
environment:
  FOO: a b
  LEFT: x
windows:
  - window_name: edit
    layout: LAYOUT
    panes:
      - label: ed
        metadata:
          seen: "yes"
      - label: server
        command: echo up; exec sleep 1000
        focus: true
        metadata:
          port: 8080
          tags: [a]
          "odd key: ": |-
            line
            next
      - shell_command: sleep 1000
        start_directory: log
  - panes:
      - start_directory: /tmp
  - window_name: far away
    window_index: 7
    layout: LAYOUT
    focus: true
    start_directory: log
    panes:
      - label: a
      - label: b
hooks:
  on_pane_output:
    - name: up
      pane: server
      pattern: ^up$
      fire: once
      then:
        - pane-metadata-set {{ session }} ed seen yes
        - notify 'up'
    - pane: 2
      pattern: never
      cooldown: 90s
      then: notify x
  on_pane_exit:
    - if: exit_code == 77
      then: notify gone
panectl:
  size: 200x50
  panes: IDS
  rules:
    up:
      hits: 1
      fired: 1
      last_fired_at: "TIME"
      fired_in: [1]
`;

/** What is another each time it is made. */
const plain = (text: string): string =>
  withoutIds(text)
    .replaceAll(/layout: "?[0-9a-f]{4},[^\n]*/g, 'layout: LAYOUT')
    .replace(/"\d{4}-[^"\n]*Z"/, '"TIME"');

const withoutIds = (text: string): string => text.replace(/panes: \["%[^\n]*/, 'panes: IDS');

/** A session `dev` of the file, whose rule has fired once, saved as a.yml. */
const withSaved = (body: (house: PanectlHouse, text: (file: string) => string) => Promise<void>) =>
  withPanectl(
    async (house) => {
      const { tmux, ask } = house;
      mkdirSync(join(tmux.folder, 'log'));
      await tmux.run('set-environment', '-g', 'HOME', tmux.folder);
      const text = (file: string) => readFileSync(join(tmux.folder, file), 'utf8');
      writeFileSync(join(tmux.folder, 'dev.yml'), FILE);
      await ask('session-create', 'dev', '--file', join(tmux.folder, 'dev.yml'));
      await until(async () => at(await ask('rule-show', 'up'), 'fired') === 1, { what: 'the rule' });
      await untilRuns(house);
      await until(
        async () => {
          await ask('session-save', 'dev', join(tmux.folder, 'a.yml'));
          return text('a.yml').includes('seen: "yes"');
        },
        { what: 'what the rule did' },
      );
      expect(plain(text('a.yml'))).toBe(WRITTEN);
      await body(house, text);
    },
    { config: ['set -g default-shell /bin/bash', "set -g default-command ''"] },
  );

const untilRuns = async ({ ask }: PanectlHouse): Promise<unknown> =>
  until(
    async () => {
      const panes = listIn(await ask('pane-list', 'dev'), 'panes');
      return panes.filter((pane) => at(pane, 'status') === 'running').length === 2;
    },
    { what: 'what runs' },
  );

describe('session-save', () => {
  it('writes what a person would have written, and that makes the same session as it stood', () =>
    withSaved(async (house, text) => {
      const { tmux, ask } = house;
      expect(statSync(join(tmux.folder, 'a.yml')).mode & 0o777).toBe(0o600);
      await ask('session-kill', 'dev');
      await ask('session-create', 'dev', '--file', join(tmux.folder, 'a.yml'));
      await untilRuns(house);
      // The command says it again: seen, but `once` is over.
      expect(await ask('rule-show', 'up')).toMatchObject({ fired: 1, hits: 2, state: 'armed' });
      await ask('session-save', 'dev', join(tmux.folder, 'b.yml'));
      expect(
        withoutIds(text('b.yml'))
          .replace('hits: 2', 'hits: 1')
          .replace(/ *suppressed: 1\n/, ''),
      ).toBe(withoutIds(text('a.yml')));
    }));
});
