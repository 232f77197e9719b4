/** A `mailto:` address (RFC 6068): line breaks are CR LF, and a space is never a plus sign. */
export function mailAddress({ to, subject, body }: { to: string; subject: string; body: string }): string {
  const people = to
    .split(/[\s,;]+/)
    .filter((each) => each !== '')
    .map((each) => encodeURIComponent(each).replaceAll('%40', '@'));
  const text = encodeURIComponent(body.replace(/\r?\n/g, '\r\n'));
  return `mailto:${people.join(',')}?subject=${encodeURIComponent(subject)}&body=${text}`;
}
