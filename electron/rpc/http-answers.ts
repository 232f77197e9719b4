import type { ServerResponse } from 'node:http';

/** A status without a body. */
export function end(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-length': 0 }).end();
}

/** One of the door's own pages. Its forms name their origin, which takes a referrer policy that lets them. */
export function page(response: ServerResponse, status: number, html: string): void {
  response.setHeader('referrer-policy', 'same-origin');
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': Buffer.byteLength(html),
    'cache-control': 'no-store',
  });
  response.end(html);
}

/** A JSON answer in the shape REST errors have. */
export function json(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(status < 400 ? body : { defined: true, ...body });
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
  });
  response.end(text);
}
