/** Letters and digits of a name for a file, so that no header, shell or file system can misread it. */
export function plainFileName(name: string): string {
  const plain = name.normalize('NFKD').replace(/[^A-Za-z0-9]+/g, '-');
  return plain.replace(/^-+|-+$/g, '').slice(0, 40) || 'device';
}
