/** The switch that accepts Linux's `basic_text` keychain: `--allow-plain-text-keychain`. */
export const PLAIN_TEXT_SWITCH = 'allow-plain-text-keychain';

/** Switches Chromium, Node's inspector and macOS read from the same command line. */
const NOT_OURS =
  /^(--(no-sandbox|disable-|enable-|force-|ozone-|use-|lang|gtk-|inspect|remote-debugging-|user-data-dir)|-psn_)/;

/**
 * The arguments meant for Cartwright, out of those of an Electron process.
 *
 * @param argv all of them
 * @param packaged whether this is the packaged app; started as `electron FOLDER`, the folder comes first
 */
export function ownArguments(argv: readonly string[], packaged: boolean): string[] {
  const switches = argv.filter((argument, index) => index === 0 || !NOT_OURS.test(argument));
  return switches.slice(packaged ? 1 : 2).filter((argument) => argument !== `--${PLAIN_TEXT_SWITCH}`);
}
