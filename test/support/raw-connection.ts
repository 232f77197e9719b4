import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';

const PATIENCE_MS = 10_000;

/** A TLS connection to the listener, to write anything to. */
export async function rawConnection(url: string, options: ConnectionOptions): Promise<TLSSocket> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), servername: 'localhost', ...options });
  await new Promise<void>((resolve, reject) => {
    socket.once('secureConnect', resolve);
    socket.once('error', reject);
  });
  return socket;
}

/** Everything a connection says until the other side ends it. Fails when that takes too long. */
export function untilClosed(socket: TLSSocket): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const patience = setTimeout(() => {
      socket.destroy();
      reject(new Error(`The connection was left open after: ${said}`));
    }, PATIENCE_MS);
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => {
      said += text;
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(patience);
      resolve(said);
    });
  });
}

/** Sends bytes over a connection of their own and gives back everything that was said. */
export async function sayRaw(url: string, options: ConnectionOptions, bytes: string | Buffer): Promise<string> {
  const socket = await rawConnection(url, options);
  const answer = untilClosed(socket);
  socket.write(bytes);
  return answer;
}
