/** resources/icon.svg, in the page itself: the door serves no files to those who are not in. */
const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1024 1024" width="40" height="40" aria-hidden="true"><rect x="64" y="64" width="896" height="896" rx="204" fill="#4c6ef5"/><g stroke="#fff" stroke-width="44" stroke-linecap="round" stroke-linejoin="round" fill="none"><path d="M208 284h72l64 392h424"/></g><g fill="#fff"><rect x="376" y="296" width="112" height="300" rx="26"/><rect x="520" y="252" width="112" height="344" rx="26" fill="#dbe4ff"/><rect x="664" y="296" width="112" height="300" rx="26"/><circle cx="412" cy="780" r="58"/><circle cx="704" cy="780" r="58"/></g><g fill="#4c6ef5"><rect x="396" y="326" width="72" height="226" rx="10" opacity=".22"/><rect x="540" y="282" width="72" height="270" rx="10" opacity=".3"/><rect x="684" y="326" width="72" height="226" rx="10" opacity=".22"/><circle cx="412" cy="780" r="20"/><circle cx="704" cy="780" r="20"/></g></svg>';

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
:root{--window:#f6f7f9;--card:#fff;--line:rgb(15 23 42/12%);--text:#1b1f27;--soft:#59616e;--accent:#3b5bdb;--button:#3b5bdb;--code:#f0f2f5;--bad:#b42318}
@media(prefers-color-scheme:dark){:root{--window:#14171c;--card:#1b1f26;--line:rgb(226 232 240/14%);--text:#e3e7ee;--soft:#9ba5b4;--accent:#9bb2ff;--button:#4263eb;--code:#14171c;--bad:#ff8787}}
*{box-sizing:border-box}
body{font:14px/1.5 system-ui,sans-serif;margin:0;min-height:100vh;display:grid;place-items:center;padding:1.25rem;background:var(--window);color:var(--text)}
main{width:100%;max-width:30rem;padding:2rem;border:1px solid var(--line);border-radius:12px;background:var(--card)}
svg{display:block;margin-bottom:1rem}
h1{font-size:1.25rem;line-height:1.3;margin:0 0 .5rem}
p{margin:.5rem 0}
ol{margin:1rem 0;padding-left:1.25rem}
li{margin:.75rem 0;padding-left:.25rem}
pre{margin:.5rem 0;padding:.625rem .75rem;overflow-x:auto;border:1px solid var(--line);border-radius:8px;background:var(--code);font:13px/1.4 ui-monospace,monospace;white-space:nowrap;user-select:all;cursor:copy}
code{font:13px ui-monospace,monospace}
form{display:grid;gap:.25rem;margin:1rem 0}
label{font-weight:600;margin-top:.5rem}
input,button,.button{font:inherit;padding:.5rem .75rem;border-radius:8px;border:1px solid var(--soft);background:var(--card);color:var(--text)}
button,.button{display:inline-block;margin-top:1rem;border:0;background:var(--button);color:#fff;font-weight:600;text-align:center;text-decoration:none;cursor:pointer}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.refused{padding:.5rem .75rem;border-radius:8px;border:1px solid var(--bad);color:var(--bad)}
.soft{color:var(--soft)}
.aside{margin-top:1.5rem;padding-top:1rem;border-top:1px solid var(--line);font-size:13px;color:var(--soft)}
</style>
</head>
<body><main>${ICON}<h1>${title}</h1>${text}</main></body>
</html>
`;
}

/** Marked whole at a click; folders other than the usual are said again, for the link is made beside their store. */
const COMMAND = `<pre tabindex="0" aria-label="Command">npm run headless -- --sign-in-link</pre>
<span class="soft">Was it started with <code>--data-dir</code>? Then add the same here.</span>`;
const NEW_LINK = `On the computer that runs Cartwright, make a one-time link and open it in this browser:${COMMAND}`;

/** The page at the door: a form once there are accounts, and the way in by a one-time link. */
export function signInPage(options: { accounts: boolean; message?: string }): string {
  const message = options.message === undefined ? '' : `<p class="refused" role="alert">${options.message}</p>`;
  const form = `<form method="post" action="/sign-in">
<label for="name">Name</label><input id="name" name="name" autocomplete="username" required maxlength="200" autofocus>
<label for="password">Password</label><input id="password" name="password" type="password" autocomplete="current-password" required maxlength="1000">
<button type="submit">Sign in</button>
</form>`;
  return options.accounts
    ? doorPage('Sign in to Cartwright', `${message}${form}<div class="aside">Locked out? ${NEW_LINK}</div>`)
    : doorPage(
        'Sign in to Cartwright',
        `${message}<p class="soft">This browser is not signed in, or its session has ended. Devices are served as before.</p>
<ol>
<li>On the computer that runs Cartwright, go to its folder and make a link:${COMMAND}</li>
<li>Open the link in this browser. It works once; the one printed when Cartwright started does too.</li>
</ol>
<a class="button" href="/">I have opened a link</a>
<p class="aside">Nobody has an account yet. Make one under Settings › Administrators, and this page asks for a name and a password.</p>`,
      );
}
