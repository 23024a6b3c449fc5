import type { Prompt, PromptPurpose, Target } from '../desk/ui-state.ts';

export const promptOf = (
  purpose: PromptPurpose,
  title: string,
  advice: string,
  target: Target | null,
  text = '',
): Prompt => ({
  kind: 'prompt',
  purpose,
  title,
  advice,
  target,
  text,
  caret: [...new Intl.Segmenter().segment(text)].length,
  problem: null,
  earlier: null,
});
