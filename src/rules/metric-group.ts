import type { ASTNode, Environment } from '@marcbachmann/cel-js';
import { childrenOf, type Finding } from './cel.ts';

export const GROUP_FUNCTIONS = ['avg', 'min', 'max', 'sum'] as const;
/** Of what all panes of a scope have, together: `avg(cpu)`. */
export type GroupFunction = (typeof GROUP_FUNCTIONS)[number];

/** To an expression over a group a metric is the list of what its panes have. */
export const withGroupFunctions = (environment: Environment): Environment => {
  for (const name of GROUP_FUNCTIONS)
    environment.registerFunction(`${name}(list): double`, (values: unknown) =>
      together(name, Array.isArray(values) ? values.map(Number) : []),
    );
  return environment;
};

/** `values` is not empty. */
export const together = (name: GroupFunction, values: readonly number[]): number => {
  const sum = values.reduce((all, value) => all + value, 0);
  switch (name) {
    case 'avg':
      return sum / values.length;
    case 'min':
      return Math.min(...values);
    case 'max':
      return Math.max(...values);
    case 'sum':
      return sum;
  }
};

/** `avg` of `avg(cpu)`; null for everything else. */
export const groupOf = ({ op, args }: ASTNode): GroupFunction | null =>
  op === 'call' ? (GROUP_FUNCTIONS.find((name) => name === args[0]) ?? null) : null;

export const hasGroup = (node: ASTNode): boolean => groupOf(node) !== null || childrenOf(node).some(hasGroup);

/** Such a function takes one metric, and nothing that is counted from several. */
export const checkGroup = (node: ASTNode): Finding | null => {
  const name = groupOf(node);
  if (name === null) return null;
  const [metric, ...others] = childrenOf(node);
  if (metric?.op === 'id' && others.length === 0) return null;
  return {
    offset: metric?.pos ?? node.pos,
    message: `${name}() is of one metric`,
    hint: `as in ${name}(cpu)`,
  };
};

/** A metric of no pane in particular, where all others are of all panes: the first one. */
export const bareIn = (node: ASTNode): Finding | null => {
  if (groupOf(node) !== null) return null;
  if (node.op === 'id')
    return {
      offset: node.pos,
      message: `${node.args} is of one pane, and the rest is of all panes together`,
      hint: `write avg(${node.args}), or leave out the other functions`,
    };
  for (const child of childrenOf(node)) {
    const finding = bareIn(child);
    if (finding !== null) return finding;
  }
  return null;
};
