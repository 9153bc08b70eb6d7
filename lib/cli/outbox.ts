import type { Command } from 'commander';

import type { Result } from '../client/create-client.ts';
import { type Cli, printJson } from './cli.ts';
import { connect, type EngineOptions, withEngineOptions } from './connect.ts';
import { withLimit } from './paging.ts';
import { formatTime } from './print-timeline.ts';
import { harmless, type Paint } from './terminal.ts';

type OutboxItem = Result<'outbox', 'list'>['items'][number];

interface ListOptions extends EngineOptions {
  readonly limit: string;
}

/** `signalbox outbox list`: what a laptop's engine kept instead of sending it. */
export function addOutbox(program: Command, cli: Cli): void {
  const outbox = program.command('outbox').description('What a laptop’s engine keeps instead of sending it.');
  withEngineOptions(withLimit(outbox.command('list').description('Lists messages, the newest last.')), cli).action(
    async (options: ListOptions) => {
      const { limit } = options;
      const answer = await (await connect(cli, options)).outbox.list({ query: { limit } });
      if (options.json) return printJson(cli, answer);
      const { out, outPaint } = cli.terminal;
      if (answer.items.length === 0) return out('Nothing was sent yet.');
      out(
        answer.items
          .toReversed()
          .map((item) => formatItem(item, outPaint))
          .join('\n\n'),
      );
    },
  );
}

function formatItem(item: OutboxItem, paint: Paint): string {
  const time = paint.dim(formatTime(item.at));
  const indent = (text: string): string =>
    harmless(text)
      .trimEnd()
      .split('\n')
      .map((line) => `  ${paint.dim('│')} ${line}`.trimEnd())
      .join('\n');
  switch (item.kind) {
    case 'email': {
      const { to, subject, text, key } = item.email;
      const head = `${time}  ${paint.cyan('mail')} to ${harmless(to.join(', '))}: ${paint.bold(harmless(subject))}`;
      return `${head}  ${paint.dim(key)}\n${indent(text)}`;
    }
    case 'http': {
      const { method, url, body } = item.request;
      const head = `${time}  ${paint.cyan('http')} ${method} ${harmless(url)}`;
      return body === undefined ? head : `${head}\n${indent(body)}`;
    }
  }
}
