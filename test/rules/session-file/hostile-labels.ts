/** Each is a label that a pane may bear. */
export const HOSTILE_LABELS: readonly string[] = [
  'a b',
  "it's",
  'say "x"',
  'back\\slash',
  '{{ label }}',
  `'"'`,
  '&&',
  'a && pane-kill',
  'a$HOME',
  'größe 😀',
];
