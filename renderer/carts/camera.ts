/*
 * Codes by the camera: the browser's own reader where there is one, otherwise a library that is loaded when needed.
 */

const LOOK_MS = 200;
const FORMATS = ['qr_code', 'code_128', 'code_39', 'data_matrix', 'ean_13', 'ean_8', 'upc_a', 'itf', 'pdf417'];

interface Detector {
  detect(source: HTMLVideoElement): Promise<readonly { rawValue: string }[]>;
}
type DetectorClass = { new (options: { formats: string[] }): Detector; getSupportedFormats(): Promise<string[]> };

/** Why there is no camera to ask for; undefined when it can be tried. */
export function cameraProblem(): 'window' | 'insecure' | 'none' | undefined {
  if (window.cartwright !== undefined) return 'window';
  if (!window.isSecureContext) return 'insecure';
  return navigator.mediaDevices?.getUserMedia === undefined ? 'none' : undefined;
}

async function detectorOfBrowser(): Promise<Detector | undefined> {
  const Detector = (window as unknown as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  if (Detector === undefined) return undefined;
  const known = await Detector.getSupportedFormats();
  const formats = FORMATS.filter((format) => known.includes(format));
  return formats.length === 0 ? undefined : new Detector({ formats });
}

/**
 * Shows the camera and reads codes off it until it is stopped.
 *
 * @returns `started` fails with the browser's reason when there is no camera, or it may not be used
 */
export function readCodes(
  video: HTMLVideoElement,
  hear: (code: string) => void,
): { started: Promise<void>; stop: () => void } {
  let stopped = false;
  let close = (): void => {};
  const start = async (): Promise<void> => {
    const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
    close = () => {
      for (const track of stream.getTracks()) track.stop();
    };
    if (stopped) return close();
    video.srcObject = stream;
    await video.play();
    const look = await lookWith(video);
    while (!stopped) {
      for (const code of await look()) if (!stopped) hear(code);
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  };
  return {
    started: start(),
    stop() {
      stopped = true;
      close();
    },
  };
}

async function lookWith(video: HTMLVideoElement): Promise<() => Promise<string[]>> {
  const detector = await detectorOfBrowser();
  if (detector !== undefined) return async () => (await detector.detect(video)).map(({ rawValue }) => rawValue);
  const { BrowserMultiFormatReader } = await import('@zxing/library');
  const reader = new BrowserMultiFormatReader();
  return async () => {
    try {
      return [reader.decodeBitmap(reader.createBinaryBitmap(video)).getText()];
    } catch {
      // Nothing to read in this picture.
      return [];
    }
  };
}
