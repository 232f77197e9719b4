import { escapeHtml } from '../../shared/escape-html.ts';
import { type PageOwner, pageAround } from './page.ts';

/** What the sign-in page shows. */
export interface SignInPage {
  /** Where the form goes. */
  action: string;
  /** The account the person typed on the device, or last on the page. */
  account: string;
  /** Whether people with a password, with an invitation, or both may come in. */
  who: 'accounts' | 'invitations' | 'both';
  /** Whether the device belongs to the person. */
  personal: boolean;
  /** What the device told of itself, to come back with the form. */
  device?: string | undefined;
  problem?: 'account' | 'wrong' | 'paused' | 'invitation' | 'approval' | undefined;
}

const PROBLEMS = {
  account: 'This account does not belong here. Check what follows the @.',
  wrong: 'That is not right. Check what you typed and try again.',
  paused: 'There were too many wrong tries. Wait a quarter of an hour, then try again.',
  invitation: 'This account cannot enroll devices at the moment. Tell your administrator.',
  approval: 'This invitation asks for approval. Open its link on the device instead.',
} as const;

/** The page a person signs in on, shown by the device itself: plain HTML without scripts. */
export function signInPage(owner: PageOwner, page: SignInPage): string {
  const name = escapeHtml(owner.name);
  const { who, problem } = page;
  const whose = page.personal
    ? `${name} will manage its own apps and data on this device. Yours stay private.`
    : `${name} will manage this device.`;
  return pageAround(
    owner,
    `<h1>Sign in</h1>
<p class="lead">${whose}</p>
<form method="post" action="${escapeHtml(page.action)}">
${page.device === undefined ? '' : `<input type="hidden" name="device" value="${escapeHtml(page.device)}">\n`}${problem === undefined ? '' : `<p class="problem" id="problem" role="alert">${PROBLEMS[problem]}</p>\n`}<label for="account">Account</label>
<input id="account" name="account" class="text" type="email" maxlength="320" autocomplete="username" autocapitalize="none" spellcheck="false" required value="${escapeHtml(page.account)}"${problem === undefined ? '' : ' aria-describedby="problem"'}>
${who === 'invitations' ? '' : PASSWORD(who === 'both')}${who === 'accounts' ? '' : CODE(who === 'both')}<button class="button" type="submit">Sign in</button>
</form>`,
  );
}

const PASSWORD = (optional: boolean): string => `<label for="password">Password</label>
<input id="password" name="password" class="text" type="password" maxlength="512" autocomplete="current-password"${optional ? '' : ' required'}>
`;

const CODE = (optional: boolean): string => {
  const fields = `<label for="code">Invitation</label>
<p class="hint" id="code-hint">The link you were given, or its last part.</p>
<input id="code" name="code" class="text" maxlength="500" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="code-hint"${optional ? '' : ' required'}>
<label for="pin">PIN</label>
<p class="hint" id="pin-hint">Only if one came with it.</p>
<input id="pin" name="pin" class="text" inputmode="numeric" maxlength="12" autocomplete="one-time-code" aria-describedby="pin-hint">
`;
  return optional
    ? `<details>\n<summary>I have an invitation instead of a password</summary>\n${fields}</details>\n`
    : fields;
};
