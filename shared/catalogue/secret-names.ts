const SECRET_NAME =
  /pass(word|wd|code|phrase)|pwd|secret|token|credential|(api|private|access|signing|encryption|shared)[._ -]?key|^key$/i;

/** Whether a member of a configuration, by its name, holds what nobody should read: passwords, tokens, keys. */
export function looksSecret(name: string): boolean {
  return SECRET_NAME.test(name);
}
