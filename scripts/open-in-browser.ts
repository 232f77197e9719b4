import { spawn } from 'node:child_process';

/**
 * Opens an address in the default browser. A machine without one is no error: the address was printed anyway.
 *
 * @param url http or https
 * @returns whether a program to open it could be started
 */
export function openInBrowser(url: string, platform: NodeJS.Platform = process.platform): Promise<boolean> {
  const [file, args] = openCommand(url, platform);
  return new Promise((resolve) => {
    const child = spawn(file, args, { stdio: 'ignore', detached: true });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}

/** The program, and its arguments, that opens an address on a platform. */
export function openCommand(url: string, platform: NodeJS.Platform): [file: string, args: string[]] {
  if (platform === 'darwin') return ['open', [url]];
  // `start` is a word of cmd.exe, which would read the & of an address as the end of the command; this program does not.
  if (platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler', url]];
  return ['xdg-open', [url]];
}
