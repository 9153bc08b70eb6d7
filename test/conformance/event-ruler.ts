import { z } from 'zod';
import { startEngineProcess } from './engine-process.ts';
import { installed } from './paths.ts';

export interface EventRuler {
  /** What EventBridge's own matcher says. Rejects with its message when it refuses the pattern. */
  matches(pattern: object, event: object): Promise<boolean>;
  close(): Promise<void>;
}

const answerSchema = z.union([z.boolean(), z.object({ error: z.string() })]);

/** Starts AWS's event-ruler (Java) and asks it one question a line; many may be under way at once. */
export function startEventRuler(): EventRuler {
  const java = startEngineProcess({
    command: 'java',
    args: [
      '-XX:TieredStopAtLevel=1',
      '-cp',
      `${installed('event-ruler/lib')}/*:${installed('event-ruler/classes')}`,
      'EventRulerServer',
    ],
  });
  const waiting: PromiseWithResolvers<boolean>[] = [];
  java.lines.on('line', (line) => {
    const question = waiting.shift();
    const answer = answerSchema.parse(JSON.parse(line));
    if (typeof answer === 'boolean') question?.resolve(answer);
    else question?.reject(new Error(`event-ruler refused the pattern: ${answer.error}`));
  });
  java.lines.on('close', () => {
    for (const question of waiting.splice(0)) question.reject(new Error('event-ruler ended'));
  });
  return {
    matches: (pattern, event) => {
      const question = Promise.withResolvers<boolean>();
      waiting.push(question);
      java.write(JSON.stringify({ pattern, event }));
      return question.promise;
    },
    close: () => java.stop(),
  };
}
