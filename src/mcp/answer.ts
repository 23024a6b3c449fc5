import type { CallToolResult } from '@modelcontextprotocol/server';
import type { Result } from '../domain/result.ts';
import { wordedForTools } from './wording.ts';

/** The data of the envelope, or its error; both also as text, for clients that read nothing else. */
export const toolResult = (result: Result<unknown>): CallToolResult => {
  if (result.ok) return said(asObject(result.value), false);
  const { hint, ...failure } = result.failure;
  return said({ ...failure, hint: hint === null ? null : wordedForTools(hint) }, true);
};

const said = (structuredContent: Record<string, unknown>, isError: boolean): CallToolResult => ({
  content: [{ type: 'text', text: JSON.stringify(structuredContent) }],
  structuredContent,
  isError,
});

const asObject = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : { value };
