/** The few pages the console's door shows before anybody is signed in. No scripts; text is ours, never a caller's. */
export function doorPage(title: string, text: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Cartwright</title>
<style>
body{font:15px/1.5 system-ui,sans-serif;margin:0;min-height:100vh;display:grid;place-items:center;background:Canvas;color:CanvasText}
main{max-width:26rem;padding:2rem}
h1{font-size:1.25rem;margin:0 0 .5rem}
p{margin:.5rem 0;opacity:.8}
code{font:13px ui-monospace,monospace}
</style>
</head>
<body><main><h1>${title}</h1>${text}</main></body>
</html>
`;
}

export const SIGN_IN_PAGE = doorPage(
  'Sign in to Cartwright',
  '<p>This window is not signed in, or its session has ended.</p><p>Open the one-time link that Cartwright printed when it started, or make a new one with <code>npm run headless -- --sign-in-link</code>.</p>',
);
