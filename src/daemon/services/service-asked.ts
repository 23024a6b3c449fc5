import type * as z from 'zod';
import type { paneCreateInput } from '../../commands/pane-make.ts';
import { failure } from '../../domain/failure.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import { NO_RESTART, PLAIN_SERVICE, type ServiceSpec } from '../../domain/service.ts';
import { readyProblem } from '../../rules/service/ready-problem.ts';

type Input = Pick<z.output<typeof paneCreateInput>, 'command' | 'ready' | 'restart' | 'wait' | 'no_keep'>;

/** What `pane-create` was asked for beyond the pane; null for nothing. */
export const serviceAsked = ({
  command,
  ready,
  restart,
  wait,
  no_keep,
}: Input): Result<ServiceSpec | null> => {
  if (restart !== undefined && command === undefined)
    return failed(
      failure('usage', '--restart is for a pane with --command', 'a shell does not end by itself'),
    );
  if (restart !== undefined && no_keep)
    return failed(failure('usage', '--restart needs a pane that stays after its end', 'leave --no-keep out'));
  if (wait === 'ready' && command !== undefined && ready === undefined)
    return failed(
      failure(
        'usage',
        '--wait ready needs to know when that is',
        "as in --ready tcp:5432 or --ready 'log:listening'",
      ),
    );
  const problem = ready === undefined ? null : readyProblem(ready.kind, ready.value);
  if (problem !== null && ready !== undefined)
    return failed(
      ready.kind === 'log'
        ? failure('invalid_pattern', `--ready ${problem}`)
        : failure('usage', `--ready ${problem}`),
    );
  if (ready === undefined && restart === undefined) return success(null);
  return success({
    ...PLAIN_SERVICE,
    ready: ready ?? null,
    restart: { ...NO_RESTART, policy: restart ?? 'no' },
  });
};
