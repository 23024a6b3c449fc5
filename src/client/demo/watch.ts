import { failure } from '../../domain/failure.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import type { Connection } from '../connection.ts';
import { readLogEvent } from './log-event.ts';
import { FIRST_PAGE, type Story, tell } from './story.ts';

interface Watching {
  readonly connection: Pick<Connection, 'call'>;
  readonly session: string;
  /** Has what streaming calls give handed to it. */
  readonly onItems: (take: (item: unknown) => void) => void;
  readonly say: (line: string) => void;
}

/**
 * Follows the log and tells it, until the story is over, somebody has closed the session, or a rule has failed.
 * Nothing is done here: whatever happens, a rule does.
 */
export const watch = ({ connection, session, onItems, say }: Watching): Promise<Result<Story>> =>
  new Promise((resolve) => {
    let story = FIRST_PAGE;
    onItems((item) => {
      const event = readLogEvent(item);
      if (event === null || story.ending !== null) return;
      const told = tell(story, event);
      story = told.story;
      if (told.line !== null) say(told.line);
      if (story.ending?.kind === 'failed') resolve(failed(failure('internal', story.ending.message)));
      else if (story.ending !== null) resolve(success(story));
    });
    // From the first event on; it ends with the daemon.
    void connection.call('orchestration-log', { session, follow: true, since: '1' }).then((answer) => {
      if (!answer.ok) resolve(answer);
    });
  });
