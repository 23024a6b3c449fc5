import { describe, expect, it } from 'vitest';
import { COMMANDS, findCommand } from '../../src/commands/registry.ts';
import { failure } from '../../src/domain/failure.ts';
import { failed } from '../../src/domain/result.ts';
import { toolResult } from '../../src/mcp/answer.ts';
import { CORE } from '../../src/mcp/core.ts';
import { readArguments } from '../../src/mcp/input.ts';
import { LEFT_OUT, LEFT_OUT_ARGUMENTS } from '../../src/mcp/left-out.ts';
import { gatherStream } from '../../src/mcp/stream.ts';
import { offeredTools, type Tool } from '../../src/mcp/tools.ts';
import { wordedForTools } from '../../src/mcp/wording.ts';

const everything = offeredTools({ tier: 'destructive', core: false });
const namesIn = (tools: readonly Tool[]) => tools.map(({ name }) => name);
const toolNamed = (name: string): Tool => {
  const tool = everything.find((each) => each.name === name);
  if (tool === undefined) throw new Error(`no tool ${name}`);
  return tool;
};

describe('the tools', () => {
  it('are every command of the registry, but those with a reason', () => {
    const wanted = COMMANDS.map(({ name }) => name).filter((name) => !LEFT_OUT.has(name));
    expect(everything.map(({ command }) => command.name)).toEqual(wanted);
    const named = [...LEFT_OUT.keys(), ...CORE];
    expect(named.filter((name) => findCommand(name)?.name !== name)).toEqual([]);
    const strange = [...LEFT_OUT_ARGUMENTS.keys()].filter((words) => {
      const [name = '', key = ''] = words.split(' ');
      return !(key in (findCommand(name)?.input.shape ?? {}));
    });
    expect(strange).toEqual([]);
  });

  it('take what the command takes, by its own schema, and nothing else', () => {
    const { schema } = toolNamed('pane_create');
    expect(schema).toMatchObject({
      type: 'object',
      required: ['session', 'label'],
      additionalProperties: false,
      properties: {
        label: { type: 'string' },
        env: { type: 'array' },
        timeout: { type: ['string', 'number'] },
      },
    });
    expect(Object.keys(toolNamed('pane_send_keys').schema.properties)).not.toContain('stdin');
  });

  it('are fewer below each tier, and force nothing there', () => {
    const write = offeredTools({ tier: 'write', core: false });
    const read = offeredTools({ tier: 'read', core: false });
    expect(read.every(({ annotations }) => annotations.readOnlyHint)).toBe(true);
    expect(write.some(({ annotations }) => annotations.destructiveHint)).toBe(false);
    expect(namesIn(write)).toEqual(expect.arrayContaining(namesIn(read)));
    expect(namesIn(everything)).toEqual(expect.arrayContaining(namesIn(write)));
    expect([read.length < write.length, write.length < everything.length]).toEqual([true, true]);
    expect(write.filter(({ schema }) => 'force' in schema.properties)).toEqual([]);
    expect('force' in toolNamed('pane_kill').schema.properties).toBe(true);
    expect(offeredTools({ tier: 'destructive', core: true })).toHaveLength(15);
  });

  it('say what they do by hints that follow the effect of the command', () => {
    const hints = ['pane_list', 'pane_exec', 'pane_kill'].map((name) => toolNamed(name).annotations);
    expect(hints).toMatchObject([
      { readOnlyHint: true, destructiveHint: false, idempotentHint: true },
      { readOnlyHint: false, destructiveHint: false, idempotentHint: false },
      { readOnlyHint: false, destructiveHint: true, idempotentHint: false },
    ]);
  });

  it('speak of arguments, not of a command line', () => {
    const texts = everything.flatMap(({ description, schema }) => [
      description,
      ...Object.values(schema.properties).map((property) => property.description ?? ''),
    ]);
    expect(texts.filter((text) => /(^|\s)--[a-z]|exit status/i.test(text))).toEqual([]);
    expect(
      wordedForTools('With --if-missing or -n. Exit status: 0. A well-known --x; exit status 0 or 1'),
    ).toBe('With if_missing or n. A well-known x');
  });
});

describe('the arguments of a call', () => {
  const read = (name: string, given: Readonly<Record<string, unknown>>) =>
    readArguments(toolNamed(name).command, toolNamed(name).schema, given);

  it('may name a pane by the number that an answer gave', () => {
    expect(read('pane_tail', { session: 'a', pane: 3, n: 5 })).toEqual({
      ok: true,
      value: { session: 'a', pane: '3', n: 5 },
    });
  });

  it('are refused where one is misspelt, or is not offered, with the nearest or the reason', () => {
    expect(read('pane_exec', { session: 'a', pane: 'b', comand: 'ls' })).toMatchObject({
      failure: { code: 'usage', hint: 'did you mean command?' },
    });
    expect(read('pane_send_keys', { secret: true })).toMatchObject({
      failure: { message: 'pane_send_keys has no argument secret: what a model says is no secret any more' },
    });
    expect(read('pane_list', { toString: 1 })).toMatchObject({ failure: { code: 'usage' } });
  });
});

it('an answer is the data, a failure the error object, and both are text too', () => {
  const data = { panes: [] };
  expect(toolResult({ ok: true, value: data })).toEqual({
    content: [{ type: 'text', text: '{"panes":[]}' }],
    structuredContent: data,
    isError: false,
  });
  const refusal = failure('refused_foreign', 'killing %1 is refused', 'with --force it is done all the same');
  expect(toolResult(failed(refusal))).toMatchObject({
    isError: true,
    structuredContent: { code: 'refused_foreign', hint: 'with force it is done all the same' },
  });
});

it('a stream keeps its newest thousand items and counts the others', () => {
  const stream = gatherStream();
  for (let each = 1; each <= 3_500; each += 1) stream.add(each);
  const { items, dropped } = stream.answer();
  expect([items.length, items[0], items.at(-1), dropped]).toEqual([1_000, 2_501, 3_500, 2_500]);
});
