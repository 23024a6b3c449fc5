import { RE2JS, RE2JSSyntaxException } from 're2js';

/** What `/` was given: a test for the text of a pane's row, or what is wrong with the pattern. */
export type Filter =
  | { readonly kind: 'none' }
  | { readonly kind: 'accepts'; readonly accepts: (text: string) => boolean }
  | { readonly kind: 'invalid'; readonly problem: string };

/** RE2 syntax, so that no pattern can stall the panel; case counts only when the pattern has a capital. `!` inverts. */
export const filterOf = (text: string): Filter => {
  const isInverted = text.startsWith('!');
  const source = isInverted ? text.slice(1) : text;
  if (source === '') return { kind: 'none' };
  try {
    const pattern = RE2JS.compile(source, /\p{Lu}/u.test(source) ? 0 : RE2JS.CASE_INSENSITIVE);
    return { kind: 'accepts', accepts: (row) => pattern.matcher(row).find() !== isInverted };
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    return { kind: 'invalid', problem: error.message };
  }
};
