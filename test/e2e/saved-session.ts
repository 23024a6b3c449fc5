import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
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
        ready: {log: ^up$, timeout: 90s}
        restart: {policy: on_failure, delay: 2s}
        stop: {keys: [C-c]}
        metadata: {port: 8080, tags: [a], "odd key: ": "line\\nnext"}
        focus: true
      - start_directory: log
        shell_command: sleep 1000
  - window_name: far away
    window_index: 7
    focus: true
    start_directory: log
    panes: [{label: a, environment: {ZED: '1 2', HOLE: $HOME}}, {label: b, depends_on: {server: ready, ed: started}}]
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
start_directory: FOLDER
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
        ready:
          log: ^up$
          timeout: 90s
        restart:
          policy: on_failure
          delay: 2s
          max_delay: 1m
          max_restarts: 10
        stop:
          keys: [C-c]
          grace: 10s
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
        environment:
          ZED: "1 2"
          HOLE: HOME
      - label: b
        depends_on:
          server: ready
          ed: started
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
  numbers: [0, 1, 2, 5, 3, 4]
  zoomed: [0]
  synchronized: [4, 5]
  titles:
    "0": editor
  rules:
    up:
      hits: 1
      fired: 1
      last_fired_at: "TIME"
      fired_in: [1]
`;

const plain = (text: string): string =>
  withoutIds(text)
    .replace(/\/.*\/panectl-t-[^\n]*/, 'FOLDER')
    .replace(/HOLE: [^\n]*/, 'HOLE: HOME')
    .replaceAll(/layout: "?[0-9a-f]{4},[^\n]*/g, 'layout: LAYOUT')
    .replace(/"\d{4}-[^"\n]*Z"/, '"TIME"');

export const withoutIds = (text: string): string => text.replace(/panes: \["%[^\n]*/, 'panes: IDS');

/** A session `dev` of the file, whose rule has fired once, saved as a.yml. */
export const withSaved = (body: (house: PanectlHouse, text: (file: string) => string) => Promise<void>) =>
  withPanectl(
    async (house) => {
      const { tmux, ask } = house;
      mkdirSync(join(tmux.folder, 'log'));
      const text = (file: string) => readFileSync(join(tmux.folder, file), 'utf8');
      writeFileSync(join(tmux.folder, 'dev.yml'), FILE);
      await ask('session-create', 'dev', '--file', join(tmux.folder, 'dev.yml'));
      await until(async () => at(await ask('rule-show', 'up'), 'fired') === 1, { what: 'the rule' });
      await untilRuns(house);
      await tmux.run('select-pane', '-t', '=dev:edit.0', '-T', 'editor');
      await tmux.run('resize-pane', '-Z', '-t', '=dev:edit.1');
      await tmux.run('set-option', '-w', '-t', '=dev:far away', 'synchronize-panes', 'on');
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

export const untilRuns = async ({ ask }: PanectlHouse): Promise<unknown> =>
  until(
    async () => {
      const panes = listIn(await ask('pane-list', 'dev'), 'panes');
      return panes.filter((pane) => at(pane, 'status') === 'running').length === 2;
    },
    { what: 'what runs' },
  );
