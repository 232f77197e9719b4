import { accessRightsOf } from '../../shared/catalogue/access-rights.ts';
import { escapeHtml } from '../../shared/escape-html.ts';

/** What the enrollment page shows. */
export type PageState =
  /** The profile is ready; `profileUrl` downloads it. */
  | { kind: 'ready'; profileUrl: string; accessRights: number; personal?: boolean }
  /** A PIN is asked for and sent to `action`; `wrong` when the one given was not right. */
  | { kind: 'pin'; action: string; wrong: boolean }
  /** A profile of user enrollment is made out to a Managed Apple Account: a form, sent to `action`, asks for it. */
  | { kind: 'account'; action: string; pin: string | null; wrong: boolean }
  /** Approval is needed: a form, sent to `action`, asks for it. */
  | { kind: 'ask'; action: string; pin: string | null }
  /** Approval is awaited; the administrator compares `code`. */
  | { kind: 'waiting'; code: string }
  | { kind: 'expired' | 'used-up' | 'revoked' | 'locked' | 'not-found' | 'not-ready' }
  /** Turned down; `reason` in the administrator's words. */
  | { kind: 'denied'; reason: string | null }
  | { kind: 'request-expired' | 'request-used' | 'too-many-requests' };

const REASONS = {
  expired: ['This link has expired', 'Ask for a new one; it takes a minute to make.'],
  'used-up': ['This link has been used', 'It was made for a fixed number of devices. Ask for a new one.'],
  revoked: ['This link was withdrawn', 'Ask the person who gave it to you for a new one.'],
  locked: ['Too many wrong PINs', 'The link is shut for safety. Ask for a new one.'],
  'not-found': ['No such link', 'Check that the whole link was copied, or scan the code again.'],
  denied: ['Not approved', 'Your administrator turned the request down. Talk to them, then ask again.'],
  'request-expired': ['The request has expired', 'Nobody answered in time. Open the link again and ask once more.'],
  'request-used': [
    'This approval has been used',
    'It was good for one device. Open the link again to ask for another.',
  ],
  'too-many-requests': [
    'Too many requests',
    'Many devices wait to be approved. Tell your administrator, then try again.',
  ],
  'not-ready': [
    'Not ready yet',
    'The server cannot enroll devices at the moment. Try again later, or tell your administrator.',
  ],
} as const;

/** Who asks people to enroll. */
export interface PageOwner {
  /** The organisation: shown as the one who will manage the device. */
  readonly name: string;
  readonly logoUrl: string | null;
  /** Whom to ask, in words. */
  readonly contact: string | null;
  /** Whether it sees all apps of a device, and where one in Lost Mode is. */
  readonly sees: { readonly allApps: boolean; readonly location: boolean };
}

/**
 * The enrollment page: plain HTML without scripts, made to be read on the device that enrolls.
 */
export function enrollmentPage(owner: PageOwner, state: PageState): string {
  return pageAround(owner, content(owner, escapeHtml(owner.name), state));
}

/** The page of this look around its content. */
export function pageAround(owner: PageOwner, inside: string): string {
  const name = escapeHtml(owner.name);
  const logo = owner.logoUrl === null ? '' : `<img class="logo" src="${escapeHtml(owner.logoUrl)}" alt="${name}">\n`;
  const contact = owner.contact === null ? '' : `\n<p class="contact">Questions? ${escapeHtml(owner.contact)}</p>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>Enroll with ${name}</title>
<link rel="stylesheet" href="/enroll/page.css">
</head>
<body>
<main>
${logo}${inside}${contact}
</main>
</body>
</html>
`;
}

/** @param name of the organisation, already safe in HTML */
function content(owner: PageOwner, name: string, state: PageState): string {
  switch (state.kind) {
    case 'ready':
      return ready(name, state.profileUrl, state.accessRights, state.personal === true, owner.sees);
    case 'pin':
      return `${heading(name)}
<form method="post" action="${escapeHtml(state.action)}">
<label for="pin">PIN</label>
<p class="hint" id="pin-hint">It came with the link.</p>
<input id="pin" name="pin" inputmode="numeric" pattern="[0-9]{4,12}" minlength="4" maxlength="12" autocomplete="one-time-code" required autofocus aria-describedby="pin-hint${state.wrong ? ' pin-wrong' : ''}"${state.wrong ? ' aria-invalid="true"' : ''}>
${state.wrong ? '<p class="problem" id="pin-wrong" role="alert">That PIN is not right. Try again.</p>\n' : ''}<button class="button" type="submit">Continue</button>
</form>`;
    case 'account':
      return `${heading(name)}
<form method="get" action="${escapeHtml(state.action)}">
${state.pin === null ? '' : `<input type="hidden" name="pin" value="${escapeHtml(state.pin)}">\n`}<label for="account">Managed Apple Account</label>
<p class="hint" id="account-hint">The account ${name} gave you, such as name@school.example. You sign in to it while the profile is installed.</p>
<input id="account" name="account" class="text" type="email" maxlength="320" autocomplete="username" autocapitalize="none" spellcheck="false" required autofocus aria-describedby="account-hint${state.wrong ? ' account-wrong' : ''}"${state.wrong ? ' aria-invalid="true"' : ''}>
${state.wrong ? '<p class="problem" id="account-wrong" role="alert">That is no account. It has an @ in it.</p>\n' : ''}<button class="button" type="submit">Continue</button>
</form>`;
    case 'ask':
      return `${heading(name)}
<form method="post" action="${escapeHtml(state.action)}">
<input type="hidden" name="ask" value="1">
${state.pin === null ? '' : `<input type="hidden" name="pin" value="${escapeHtml(state.pin)}">\n`}<label for="name">Your name</label>
<p class="hint" id="name-hint">So that your administrator knows whom to let in.</p>
<input id="name" name="name" class="text" maxlength="100" autocomplete="name" aria-describedby="name-hint">
<label for="serial">Serial number, if you know it</label>
<p class="hint" id="serial-hint">In Settings under General, About. It helps to tell your device from others.</p>
<input id="serial" name="serial" class="text" maxlength="40" autocomplete="off" autocapitalize="characters" spellcheck="false" aria-describedby="serial-hint">
<button class="button" type="submit">Ask to enroll</button>
</form>`;
    case 'waiting':
      return `${heading(name)}
<p class="hint" id="code-hint">Waiting for approval. Show this code to your administrator:</p>
<p class="code" aria-describedby="code-hint">${escapeHtml(state.code)}</p>
<p class="other" role="status">This page goes on by itself as soon as you are let in.</p>`;
    case 'denied': {
      const [title, advice] = REASONS.denied;
      const said = state.reason === null ? '' : `\n<p>${escapeHtml(state.reason)}</p>`;
      return `${picture(BAR)}\n<h1>${title}</h1>${said}\n<p class="lead">${advice}</p>`;
    }
    default: {
      const [title, advice] = REASONS[state.kind];
      return `${picture(BAR)}\n<h1>${title}</h1>\n<p class="lead">${advice}</p>`;
    }
  }
}

function heading(name: string): string {
  return `${picture(TICK)}\n<h1>Enroll this device</h1>\n<p class="lead">${name} will manage it.</p>`;
}

function ready(
  name: string,
  profileUrl: string,
  accessRights: number,
  personal: boolean,
  sees: PageOwner['sees'],
): string {
  const rights = accessRightsOf(accessRights).map(({ label }) => `<li>${escapeHtml(label)}</li>`);
  const url = escapeHtml(profileUrl);
  return `${heading(name)}
<a class="button" href="${url}">Download the profile</a>
<ol>
<li><strong>Allow the download.</strong> A message says that the profile was downloaded. Nothing has changed yet.</li>
<li><strong>Open Settings</strong> and tap <em>Profile Downloaded</em>. On a Mac, double-click the profile, then open
<em>System Settings</em>, <em>General</em>, <em>Device Management</em>.</li>
<li><strong>Tap Install</strong> and enter the passcode of the device. Within a minute it is enrolled.</li>
</ol>
<details>
<summary>What ${name} can do on this device</summary>
${personal ? PERSONAL : `<ul>\n${rights.join('\n')}\n</ul>\n<p>${seen(name, sees)}</p>`}
<p>The profile can be removed in Settings at any time. Everything that came with it then goes too: every other profile,
account and app of ${name}.</p>
</details>
<p class="other">Preparing devices with a Mac? <a href="${url}">Download for Apple Configurator</a></p>`;
}

/** What it learns of the device, in two sentences. */
function seen(name: string, { allApps, location }: PageOwner['sees']): string {
  const apps = allApps
    ? `${name} sees which apps are on the device.`
    : `${name} sees which apps it installed itself, and no others.`;
  const place = location
    ? 'It can ask where the device is only while it is lost and locked.'
    : 'It never asks where the device is.';
  return `${apps} ${place}`;
}

const PERSONAL = `<p>It manages the apps, accounts and settings it installs itself, and nothing that is yours. It cannot erase the device,
see your apps or your data, or learn the serial number.</p>`;

const TICK = 'M23 33l6.5 6.5L42 26';
const BAR = 'M24 32h16';

/** A tablet, drawn for this page: with a tick where the way is open, with a bar where it is not. */
function picture(sign: typeof TICK | typeof BAR): string {
  return `<svg class="picture${sign === BAR ? ' shut' : ''}" viewBox="9 3 46 58" width="46" height="58" aria-hidden="true">
<rect x="11" y="5" width="42" height="54" rx="7" fill="none" stroke="currentColor" stroke-width="3"/>
<path d="${sign}" fill="none" stroke="currentColor" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/>
</svg>`;
}

/** The style sheet; its own address, so that the page needs no inline style. */
export const PAGE_CSS = `:root {
  color-scheme: light dark;
  --window: #f2f2f7; --card: #fff; --text: #1c1c1e; --quiet: #63636a; --line: #dcdce1;
  --accent: #4c51c6; --on-accent: #fff; --problem: #b3261e;
}
@media (prefers-color-scheme: dark) {
  :root {
    --window: #111113; --card: #1d1d20; --text: #f4f4f6; --quiet: #a5a5ae; --line: #37373c;
    --accent: #9aa0ff; --on-accent: #14142b; --problem: #ff8a80;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; min-height: 100vh; display: grid; place-items: center;
  padding: 24px max(24px, env(safe-area-inset-right)) 24px max(24px, env(safe-area-inset-left));
  background: var(--window); color: var(--text);
  font: 17px/1.5 -apple-system, system-ui, "Segoe UI", Roboto, sans-serif;
}
main {
  width: 100%; max-width: 560px; padding: 40px; border-radius: 20px;
  background: var(--card); border: 1px solid var(--line);
}
.logo { display: block; max-width: 240px; max-height: 96px; margin-bottom: 28px; }
@media (prefers-color-scheme: dark) {
  .logo { padding: 8px 12px; border-radius: 12px; background: #fff; }
}
.picture { display: block; color: var(--accent); margin-bottom: 16px; }
.picture.shut { color: var(--quiet); }
h1 { margin: 0; font-size: 28px; line-height: 1.2; letter-spacing: -0.01em; overflow-wrap: anywhere; }
.lead { margin: 8px 0 28px; color: var(--quiet); overflow-wrap: anywhere; }
.lead:last-child { margin-bottom: 0; }
.button {
  display: block; width: 100%; min-height: 52px; padding: 13px 20px; border: 0; border-radius: 12px;
  background: var(--accent); color: var(--on-accent); font: inherit; font-weight: 600;
  text-align: center; text-decoration: none; cursor: pointer;
}
.button:hover { filter: brightness(1.06); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
ol, ul { margin: 28px 0 0; padding-left: 24px; }
ul { margin-top: 12px; }
li { margin-bottom: 12px; padding-left: 4px; }
ul li { margin-bottom: 4px; }
details { margin-top: 20px; padding-top: 20px; border-top: 1px solid var(--line); }
summary { cursor: pointer; font-weight: 600; overflow-wrap: anywhere; }
.contact { margin: 24px 0 0; padding-top: 20px; border-top: 1px solid var(--line); color: var(--quiet); overflow-wrap: anywhere; }
.other { margin: 20px 0 0; color: var(--quiet); font-size: 15px; }
a { color: var(--accent); }
label { font-weight: 600; }
.hint { margin: 0 0 8px; color: var(--quiet); font-size: 15px; }
input {
  width: 100%; min-height: 52px; padding: 8px 16px; margin-bottom: 16px; border: 1px solid var(--line);
  border-radius: 12px; background: transparent; color: inherit; font: inherit; font-size: 24px;
  letter-spacing: 0.2em; font-variant-numeric: tabular-nums;
}
details > label:first-of-type { display: block; margin-top: 16px; }
input.text { font-size: 17px; letter-spacing: normal; }
.code { margin: 0; font-size: 40px; font-weight: 700; letter-spacing: 0.12em; font-variant-numeric: tabular-nums; }
input[aria-invalid] { border-color: var(--problem); }
.problem { margin: -8px 0 16px; color: var(--problem); }
@media (max-width: 480px) {
  body { padding: 0; place-items: stretch; background: var(--card); }
  main { border: 0; border-radius: 0; padding: 32px 24px max(32px, env(safe-area-inset-bottom)); }
}
`;
