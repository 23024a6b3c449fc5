export { formatLiteral } from '../../tmux/format-literal.ts';
