import { type AddressInfo, createServer, type Server } from 'node:net';

/** What the server answers at each command; by default it takes everything. */
export interface SmtpScript {
  readonly greeting?: string;
  readonly auth?: string;
  readonly rcpt?: string;
  readonly data?: string;
  /** Cuts the connection when the message was handed over. */
  readonly hangUp?: boolean;
}

/** An SMTP server of a few lines, which keeps the messages it took. */
export async function startSmtpServer(script: SmtpScript = {}): Promise<{
  readonly port: number;
  readonly messages: string[];
  readonly close: () => Promise<void>;
}> {
  const messages: string[] = [];
  const server: Server = createServer((socket) => {
    let message: string[] | undefined;
    let rest = '';
    const say = (line: string) => socket.write(`${line}\r\n`);
    const take = (line: string): void => {
      if (message !== undefined) {
        if (line !== '.') {
          message.push(line);
          return;
        }
        messages.push(message.join('\n'));
        message = undefined;
        if (script.hangUp) socket.destroy();
        else say(script.data ?? '250 taken');
        return;
      }
      const command = line.slice(0, 4).toUpperCase();
      if (command === 'EHLO' && script.auth !== undefined) say('250-test\r\n250 AUTH PLAIN');
      else if (command === 'AUTH') say(script.auth ?? '235 ok');
      else if (command === 'DATA') {
        message = [];
        say('354 go on');
      } else if (command === 'RCPT') say(script.rcpt ?? '250 ok');
      else if (command === 'QUIT') socket.end('221 bye\r\n');
      else say('250 ok');
    };
    say(script.greeting ?? '220 test');
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      const lines = `${rest}${chunk.toString('utf8')}`.split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) take(line);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { port, messages, close: () => new Promise((resolve) => server.close(() => resolve())) };
}
