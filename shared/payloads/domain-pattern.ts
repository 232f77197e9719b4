/**
 * What is wrong with a domain as managed domains write it: a name, `*.` before it for what is below it (and not itself),
 * a path behind it, a port for that port only. Source: Apple's documentation of com.apple.domains.
 *
 * @param pattern as typed
 * @param kind what it is for: domains of mail addresses have neither wildcards, paths nor ports
 * @returns what to do, in English; undefined when nothing is wrong
 */
export function domainProblem(pattern: string, kind: 'mail' | 'web'): string | undefined {
  const text = pattern.trim();
  if (text === '') return 'A domain is empty: type one, such as school.example, or remove the row.';
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return 'A domain has no scheme: leave out what stands before ://.';
  if (/\s/.test(text)) return 'A domain has no spaces: give each one a row of its own.';
  if (kind === 'mail') {
    if (text.includes('*')) return 'Domains of mail addresses know no *: name each domain.';
    if (text.includes('@')) return 'Only the part behind the @ is the domain.';
    if (/[:/]/.test(text)) return 'Domains of mail addresses have neither a port nor a path.';
  }
  const { host = '', port, path } = /^(?<host>[^/:]*)(?::(?<port>[^/]*))?(?<path>\/.*)?$/.exec(text)?.groups ?? {};
  const name = host.startsWith('*.') ? host.slice(2) : host;
  if (name.includes('*')) return 'A * stands only at the beginning and before a dot, such as *.school.example.';
  const labels = name.split('.');
  if (!labels.every((label) => /^[\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?$/u.test(label)))
    return 'A domain is made of letters, digits and hyphens with dots between them.';
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535))
    return 'A port is a number from 1 to 65535.';
  return path?.includes('*') ? 'A path holds no *: what is below it counts anyway.' : undefined;
}
