import { describe, expect, it } from 'vitest';
import { planAction } from '../../../src/daemon/rules/action-plan.ts';
import type { RuleValues } from '../../../src/rules/names.ts';

const FACTS = { event: 'pattern', groups: ['0', '1', 'n'] } as const;

const VALUES: RuleValues = {
  ...{ session: 'ours', pane: '%7', pane_id: 3, label: 'web', status: 'failed', exit_code: 2, signal: null },
  ...{
    line: 'load 9',
    cpu: 12.5,
    memory: 1024,
    service: null,
    replicas: null,
    rule: 'r',
    match: { 0: 'load 9', 1: '9', n: '--force' },
  },
};

const inputOf = (line: string, values: Partial<RuleValues> = {}): unknown => {
  const plan = planAction([line], FACTS);
  if (!plan.ok) return plan.failure.code;
  return plan.value.steps.map(({ command, fill }) => [
    command.name,
    fill({ ...VALUES, ...values, created: '%9' }),
  ]);
};

const inMain = { session: 'ours', pane: 'main' };

describe('an action as commands of the registry', () => {
  it.each([
    ['pane-kill {{ session }} {{ pane }}', [['pane-kill', { session: 'ours', pane: '%7' }]]],
    ['pane kill {{ session }} {{ pane }}', [['pane-kill', { session: 'ours', pane: '%7' }]]],
    [
      'pane-create {{ session }} {{ label }}-gc --if-missing && pane-label {{ session }} {{ created }} {{ match.1 }}',
      [
        ['pane-create', { session: 'ours', label: 'web-gc', if_missing: true }],
        ['pane-label', { session: 'ours', pane: '%9', label: '9' }],
      ],
    ],
    ['notify {{ match.n }}', [['notify', { text: '--force' }]]],
    ['notify {{ match.0 }}', [['notify', { text: 'load 9' }]]],
    ['notify "{{ signal }}"', [['notify', { text: '' }]]],
    ["pane-exec ours main 'echo {{ line }}'", [['pane-exec', { ...inMain, command: "echo 'load 9'" }]]],
    ['pane-exec ours main -- echo {{ match.n }}', [['pane-exec', { ...inMain, argv: ['echo', '--force'] }]]],
    [
      'pane-metadata-set ours main k {{ exit_code }}',
      [['pane-metadata-set', { ...inMain, key: 'k', value: '"2"' }]],
    ],
    ['pane-metadata-set ours main k 2', [['pane-metadata-set', { ...inMain, key: 'k', value: '2' }]]],
  ])('%s', (line, expected) => {
    expect(inputOf(line)).toEqual(expected);
  });

  it('sends no key by a value, whatever its name is', () => {
    const send = 'pane-send-keys ours main {{ match.n }} Enter';
    const keysFor = (n: string): unknown => inputOf(send, { match: { n } });
    expect(keysFor('C-c')).toEqual([['pane-send-keys', { ...inMain, keys: ['C', '-', 'c', 'Enter'] }]]);
    expect(keysFor('hello')).toEqual([['pane-send-keys', { ...inMain, keys: ['hello', 'Enter'] }]]);
  });

  it.each([
    ['a command that there is not', 'no-such-thing x'],
    ['a word too many', 'pane-kill ours main more'],
    ['a word too few', 'pane-kill ours'],
    ['an option that there is not', 'pane-kill ours main --hard'],
    ['a value that its schema refuses', 'pane-list ours --status nonsense'],
    ['what needs a terminal', 'panel'],
    ['what never ends', 'pane-tail ours main --follow'],
    ['what ends panectl', 'daemon-stop'],
    ['a value as the program', 'pane-exec ours main -- {{ line }}'],
    ['a value as code', 'pane-exec ours main -- sh -c {{ line }}'],
    ['a value within quotes of the shell', `pane-exec ours main "echo '{{ line }}'"`],
    ['a value as the command', 'shell "{{ line }}"'],
    ['a group that the pattern has not', 'notify {{ match.other }}'],
    ['a pane that was not made', 'pane-kill ours {{ created }}'],
  ])('refuses %s', (_title, line) => {
    expect(inputOf(line)).toBe('invalid_rule');
  });
});
