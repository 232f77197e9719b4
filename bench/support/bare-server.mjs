/**
 * The reference: what Node's HTTPS server costs on this machine with nothing behind it. Asks for client certificates
 * like the listener, reads each body, answers zero bytes. Certificate, key and authority come by environment.
 */
import { createServer } from 'node:https';

const { BENCH_CERT: cert, BENCH_KEY: key, BENCH_CA: ca } = process.env;
const server = createServer({ cert, key, ca, requestCert: true, rejectUnauthorized: false }, (request, response) => {
  request.on('data', () => {});
  request.on('end', () => {
    response.writeHead(200, ['Content-Length', '0']);
    response.end();
  });
});
server.keepAliveTimeout = 75_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  process.stdout.write(`ready ${JSON.stringify({ listener: `https://127.0.0.1:${port}` })}\n`);
});
