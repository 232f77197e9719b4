import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';

/** What the mail server does not take. */
export interface Refusals {
  /** The user it does not let in. */
  readonly user?: string;
  /** Whether it says the password again when it refuses. */
  readonly echo?: boolean;
}

/** A mail server on loopback that speaks as much SMTP as is needed, and keeps what it was given. */
export async function startMailServer(refuse: Refusals = {}) {
  const mails: string[] = [];
  const signedIn: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let data: string | undefined;
    let rest = '';
    const say = (line: string) => socket.write(`${line}\r\n`);
    say('220 mail.example');
    socket.on('error', () => undefined);
    socket.on('data', (part) => {
      rest += part.toString();
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        if (data !== undefined) {
          if (line === '.') {
            mails.push(data);
            data = undefined;
            say('250 taken');
          } else data += `${line}\n`;
        } else if (line.startsWith('EHLO')) socket.write('250-mail.example\r\n250 AUTH PLAIN\r\n');
        else if (line.startsWith('AUTH PLAIN')) {
          const given = line.slice(11);
          const [, user = '', password = ''] = Buffer.from(given, 'base64').toString().split('\0');
          signedIn.push(user);
          const repeated = refuse.echo ? ` ${password} in ${given}` : '';
          say(user === refuse.user ? `535 5.7.8 no${repeated}` : '235 in');
        } else if (line === 'STARTTLS') say('502 not here');
        else if (line === 'DATA') {
          data = '';
          say('354 go');
        } else say(line === 'QUIT' ? '221 bye' : '250 ok');
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      for (const socket of sockets) socket.destroy();
      server.close(() => resolve());
    });
  return { port: (server.address() as AddressInfo).port, mails, signedIn, close };
}
