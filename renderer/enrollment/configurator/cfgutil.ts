// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of the shell, not of this file
/*
 * The command lines that prepare many devices at once from a Mac: cfgutil is the command line of Apple Configurator.
 * Written for the bash 3.2 every macOS has.
 */

/** What the script is made of; files lie beside it and are named without a folder. */
export interface PrepareValues {
  readonly organization: string;
  /** The supervision identity as PKCS#12, and its certificate in DER. */
  readonly identityFile: string;
  readonly certificateFile: string;
  /** Where each device's enrollment profile comes from. */
  readonly profileUrl: string;
  /** PEM by which that address is trusted. */
  readonly rootFile: string;
  readonly trustFile: string;
  /** Null when devices reach the network otherwise. */
  readonly wifiFile: string | null;
  /** Such as `de` and `de_DE`. */
  readonly language: string;
  readonly locale: string;
  readonly skipSetup: boolean;
  readonly supervised: boolean;
  /** The address wants to be told which device asks, as that of an automated enrollment profile does. */
  readonly tells: boolean;
  /** Erase devices first that are in use already. */
  readonly erase: boolean;
}

/** One word of a POSIX shell, whatever is in it. */
export function shellWord(value: string): string {
  return `'${value.replaceAll('\0', '').replaceAll("'", "'\\''")}'`;
}

/** A file beside the script: never taken for an option, whatever its name begins with. */
const file = (name: string): string => shellWord(`./${name}`);

/** The words of the script that people read while it runs. */
export interface PrepareWords {
  readonly about: string;
  readonly missing: string;
  readonly passphrase: string;
  readonly wrong: string;
  readonly none: string;
  readonly begins: string;
  readonly done: string;
  readonly failed: string;
}

/** What the device is, as it would tell itself; not signed, for only the device could. */
const TELLS = [
  `  printf '<?xml version="1.0" encoding="UTF-8"?>\\n<plist version="1.0"><dict><key>UDID</key><string>%s</string><key>SERIAL</key><string>%s</string><key>PRODUCT</key><string>%s</string><key>OS_VERSION</key><string>%s</string></dict></plist>\\n' \\`,
  '    "$(run get UDID)" "$(run get serialNumber)" "$(run get deviceType)" "$(run get firmwareVersion)" >"$work/$ecid.plist"',
];
const TOLD = `--header 'Content-Type: application/xml' --data-binary "@$work/$ecid.plist" `;

/**
 * A script that prepares every connected device side by side. With `--serials` it prints their serial numbers as CSV
 * instead, for the list of expected devices. The passphrase is asked for, or taken from CARTWRIGHT_PASSPHRASE; the key is
 * in a private folder only while the script runs.
 */
export function prepareScript(values: PrepareValues, words: PrepareWords): string {
  const files = [values.identityFile, values.certificateFile, values.rootFile, values.trustFile, values.wifiFile];
  const needed = files.filter((name) => name !== null).map(file);
  const lines = [
    '#!/bin/bash',
    `# ${words.about.replaceAll(/\s+/g, ' ')}`,
    'set -u',
    'cd "$(dirname "$0")" || exit 1',
    'umask 077',
    '',
    `organization=${shellWord(values.organization)}`,
    `identity=${file(values.identityFile)}`,
    `certificate=${file(values.certificateFile)}`,
    `address=${shellWord(values.profileUrl)}`,
    `root=${file(values.rootFile)}`,
    `trust=${file(values.trustFile)}`,
    ...(values.wifiFile === null ? [] : [`wifi=${file(values.wifiFile)}`]),
    '',
    'cfgutil=$(command -v cfgutil)',
    `[ -n "$cfgutil" ] || cfgutil='/Applications/Apple Configurator.app/Contents/MacOS/cfgutil'`,
    `devices=$("$cfgutil" list | sed -n 's/^Type:[[:space:]]*[^[:space:]]*[[:space:]]*ECID:[[:space:]]*\\(0x[0-9A-Fa-f]*\\).*/\\1/p')`,
    `[ -n "$devices" ] || { echo ${shellWord(words.none)} >&2; exit 1; }`,
    '',
    'if [ "${1-}" = --serials ]; then',
    '  echo serial',
    '  for ecid in $devices; do "$cfgutil" -e "$ecid" get serialNumber; done',
    '  exit',
    'fi',
    '',
    `for needed in ${needed.join(' ')}; do`,
    `  [ -f "$needed" ] || { echo ${shellWord(words.missing)} "$needed" >&2; exit 1; }`,
    'done',
    'passphrase=${CARTWRIGHT_PASSPHRASE-}',
    `[ -n "$passphrase" ] || { read -r -s -p ${shellWord(`${words.passphrase} `)} passphrase; echo; }`,
    'work=$(mktemp -d) || exit 1',
    `trap 'rm -rf "$work"' EXIT`,
    `printf '%s\\n' "$passphrase" | openssl pkcs12 -in "$identity" -nocerts -nodes -passin stdin 2>/dev/null |`,
    '  openssl pkey -outform DER -out "$work/key.der" 2>/dev/null',
    `[ -s "$work/key.der" ] || { echo ${shellWord(words.wrong)} >&2; exit 1; }`,
    '',
    'prepare() {',
    '  ecid=$1',
    '  run() { "$cfgutil" -C "$certificate" -K "$work/key.der" -e "$ecid" "$@"; }',
    ...(values.erase
      ? [
          '  run erase || return 1',
          '  sleep "${CARTWRIGHT_RESTART_SECONDS-30}"',
          '  until "$cfgutil" list | grep -q "$ecid"; do sleep 5; done',
        ]
      : []),
    `  run prepare ${values.supervised ? '--supervised ' : ''}--name "$organization" --host-cert "$certificate" \\`,
    `    --language ${shellWord(values.language)} --locale ${shellWord(values.locale)}${values.skipSetup ? ' --skip-all' : ''} || return 1`,
    ...(values.wifiFile === null ? [] : ['  run install-profile "$wifi" || return 1']),
    '  run install-profile "$trust" || return 1',
    ...(values.tells ? TELLS : []),
    `  curl --fail --silent --show-error --cacert "$root" ${values.tells ? TOLD : ''}--output "$work/$ecid.mobileconfig" "$address" || return 1`,
    '  run install-profile "$work/$ecid.mobileconfig"',
    '}',
    '',
    'for ecid in $devices; do',
    `  echo ${shellWord(words.begins)} "$ecid"`,
    `  (if prepare "$ecid" >"$work/$ecid.log" 2>&1; then echo ${shellWord(words.done)} "$ecid"`,
    `   else echo ${shellWord(words.failed)} "$ecid"; cat "$work/$ecid.log"; : >"$work/failed"; fi) &`,
    'done',
    'wait',
    '[ ! -e "$work/failed" ]',
    '',
  ];
  return lines.join('\n');
}
