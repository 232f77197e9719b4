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
form{display:grid;gap:.25rem;margin:1rem 0}
label{font-weight:600;margin-top:.5rem}
input,button{font:inherit;padding:.5rem .75rem;border-radius:.5rem;border:1px solid GrayText;background:Field;color:FieldText}
button{margin-top:1rem;border:0;background:#1f6feb;color:#fff;font-weight:600;cursor:pointer}
:focus-visible{outline:2px solid #1f6feb;outline-offset:2px}
.refused{opacity:1;padding:.5rem .75rem;border-radius:.5rem;background:#b4231822;border:1px solid #b42318}
.aside{font-size:.875rem;margin-top:1.5rem}
</style>
</head>
<body><main><h1>${title}</h1>${text}</main></body>
</html>
`;
}

/** The page at the door: a form once there are accounts, and the way in by a one-time link. */
export function signInPage(options: { accounts: boolean; message?: string }): string {
  const message = options.message === undefined ? '' : `<p class="refused" role="alert">${options.message}</p>`;
  const form = `<form method="post" action="/sign-in">
<label for="name">Name</label><input id="name" name="name" autocomplete="username" required maxlength="200" autofocus>
<label for="password">Password</label><input id="password" name="password" type="password" autocomplete="current-password" required maxlength="1000">
<button type="submit">Sign in</button>
</form>`;
  const link =
    'Open the one-time link that Cartwright printed when it started, or make a new one with <code>npm run headless -- --sign-in-link</code>.';
  return doorPage(
    'Sign in to Cartwright',
    options.accounts
      ? `${message}${form}<p class="aside">Locked out? ${link}</p>`
      : `${message}<p>This window is not signed in, or its session has ended.</p><p>${link}</p><p class="aside">Nobody has an account yet. Once somebody does, this page asks for a name and a password.</p>`,
  );
}
