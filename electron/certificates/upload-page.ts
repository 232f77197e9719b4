import { CartwrightError } from '../../shared/errors.ts';
import { escapeHtml } from '../../shared/escape-html.ts';
import type { Personal, Upload } from './personal.ts';

/** A request of the page where a person uploads an identity. */
export interface UploadRequest {
  readonly method: string;
  /** What stands behind {@link UPLOAD_PATH}. */
  readonly token: string;
  readonly contentType: string;
  readonly acceptLanguage: string;
  readonly body: Buffer;
}

export interface UploadAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The way of links that people get. */
export const UPLOAD_PATH = '/identity/';

const HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
};

const TEXTS = {
  en: {
    lead: 'Upload the certificate with its key that {0} uses: a PKCS#12 file (.p12 or .pfx), or PEM.',
    file: 'File',
    password: 'Password of the file',
    send: 'Upload',
    replace: 'Replace',
    remove: 'Delete it here',
    there: 'Uploaded',
    ends: 'Valid until {0}',
    keyUntil: 'The key is deleted here on {0}. Devices keep it.',
    noKey: 'The key was deleted here. For another device, upload the file again.',
    done: 'Thank you. Your devices get it when they connect next.',
    gone: 'It was deleted here. Devices that have it lose it when they connect next.',
    closed: 'This link has ended',
    ask: 'Ask the person who gave it to you for a new one.',
    noFile: 'Choose a file first.',
    reasons: {
      'wrong-passphrase': 'The password is not the one of this file.',
      'passphrase-needed': 'Only files with a password are taken. Export it with one, and type it here.',
      'no-key': 'This file has no private key. Export the certificate together with its key.',
      expired: 'This certificate has expired. Upload a current one.',
      other: 'This file cannot be read. It has to be a PKCS#12 file with exactly one key, or PEM.',
    },
  },
  de: {
    lead: 'Laden Sie das Zertifikat mit seinem Schlüssel hoch, das {0} verwendet: eine PKCS#12-Datei (.p12 oder .pfx) oder PEM.',
    file: 'Datei',
    password: 'Passwort der Datei',
    send: 'Hochladen',
    replace: 'Ersetzen',
    remove: 'Hier löschen',
    there: 'Hochgeladen',
    ends: 'Gültig bis {0}',
    keyUntil: 'Der Schlüssel wird hier am {0} gelöscht. Geräte behalten ihn.',
    noKey: 'Der Schlüssel wurde hier gelöscht. Laden Sie die Datei für ein weiteres Gerät noch einmal hoch.',
    done: 'Danke. Ihre Geräte bekommen es, wenn sie sich das nächste Mal melden.',
    gone: 'Es wurde hier gelöscht. Geräte, die es haben, verlieren es, wenn sie sich das nächste Mal melden.',
    closed: 'Dieser Link ist abgelaufen',
    ask: 'Bitten Sie die Person, von der Sie ihn haben, um einen neuen.',
    noFile: 'Wählen Sie zuerst eine Datei.',
    reasons: {
      'wrong-passphrase': 'Das Passwort gehört nicht zu dieser Datei.',
      'passphrase-needed':
        'Nur Dateien mit Passwort werden angenommen. Exportieren Sie sie mit einem und geben Sie es hier ein.',
      'no-key': 'Diese Datei hat keinen privaten Schlüssel. Exportieren Sie das Zertifikat zusammen mit dem Schlüssel.',
      expired: 'Dieses Zertifikat ist abgelaufen. Laden Sie ein aktuelles hoch.',
      other: 'Diese Datei lässt sich nicht lesen. Es muss eine PKCS#12-Datei mit genau einem Schlüssel sein, oder PEM.',
    },
  },
} as const;
type Language = keyof typeof TEXTS;

/** Serves the page by which people bring their identities: plain HTML without scripts. */
export function openUploadPage(personal: Personal) {
  return async ({ method, token, contentType, acceptLanguage, body }: UploadRequest): Promise<UploadAnswer> => {
    const language: Language = /^\s*de\b/i.test(acceptLanguage) ? 'de' : 'en';
    const words = TEXTS[language];
    const closed = (): UploadAnswer => ({
      status: 404,
      headers: HEADERS,
      body: around(language, words.closed, `<h1>${words.closed}</h1>\n<p class="lead">${words.ask}</p>`),
    });
    const page = (status: number, said?: { problem?: string; done?: string }): UploadAnswer => {
      const upload = personal.upload(token);
      return upload === undefined
        ? closed()
        : { status, headers: HEADERS, body: around(language, upload.title, content(language, upload, said)) };
    };
    if (method === 'GET' || method === 'HEAD') return page(200);
    if (method !== 'POST') return { status: 405, headers: { Allow: 'GET, POST' }, body: '' };
    if (personal.upload(token) === undefined) return closed();
    try {
      const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
      if (form.get('do') === 'remove') {
        await personal.clearByLink(token);
        return page(200, { done: words.gone });
      }
      const file = form.get('file');
      if (!(file instanceof Blob) || file.size === 0) return page(400, { problem: words.noFile });
      await personal.putByLink(token, Buffer.from(await file.arrayBuffer()), String(form.get('password') ?? ''));
      return page(200, { done: words.done });
    } catch (error) {
      const reason = error instanceof CartwrightError ? String(error.data?.reason ?? '') : '';
      if (error instanceof CartwrightError && error.code !== 'bad-certificate') throw error;
      const { reasons } = words;
      return page(400, { problem: reason in reasons ? reasons[reason as keyof typeof reasons] : reasons.other });
    }
  };
}

function content(language: Language, upload: Upload, said: { problem?: string; done?: string } = {}): string {
  const words = TEXTS[language];
  const day = (at: number): string => new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(at);
  const fill = (text: string, value: string): string => text.replace('{0}', escapeHtml(value));
  const { identity } = upload;
  const there =
    identity === undefined
      ? ''
      : `<p class="other"><strong>${words.there}:</strong> ${escapeHtml(identity.subject ?? '')}<br>${fill(words.ends, day(identity.notAfter ?? 0))}${
          identity.hasKey
            ? identity.keyUntilAt === null
              ? ''
              : `<br>${fill(words.keyUntil, day(identity.keyUntilAt))}`
            : `<br>${words.noKey}`
        }</p>
<form method="post" enctype="multipart/form-data">
<input type="hidden" name="do" value="remove">
<button class="button quiet" type="submit">${words.remove}</button>
</form>
`;
  return `<h1>${escapeHtml(upload.title)}</h1>
<p class="lead">${fill(words.lead, upload.person)}</p>
${said.done === undefined ? '' : `<p class="other" role="status">${said.done}</p>\n`}${there}<form method="post" enctype="multipart/form-data">
${said.problem === undefined ? '' : `<p class="problem" id="problem" role="alert">${said.problem}</p>\n`}<label for="file">${words.file}</label>
<input id="file" name="file" class="text" type="file" accept=".p12,.pfx,.pem" required${said.problem === undefined ? '' : ' aria-describedby="problem"'}>
<label for="password">${words.password}</label>
<input id="password" name="password" class="text" type="password" maxlength="512" autocomplete="off"${upload.requirePassword ? ' required' : ''}>
<button class="button" type="submit">${identity === undefined ? words.send : words.replace}</button>
</form>`;
}

function around(language: Language, title: string, inside: string): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="/enroll/page.css">
</head>
<body>
<main>
${inside}
</main>
</body>
</html>
`;
}
