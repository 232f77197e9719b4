import { createRandom, type Random, seedOf } from '../random.ts';
import type { Platform } from './os-releases.ts';

/** An app as a device reports it. Shared between devices: never changed in place. */
export interface AppRelease {
  identifier: string;
  name: string;
  version: string;
  shortVersion: string;
  bundleSize: number;
  /** The store's number, where the app is in the store. */
  storeId: number | undefined;
}

const parse = (text: string): readonly (readonly [string, string])[] =>
  text
    .trim()
    .split('\n')
    .map((line) => {
      const [identifier = '', name = ''] = line.trim().split('|');
      return [identifier, name] as const;
    });

const IOS_APPS = parse(`
  com.apple.Keynote|Keynote
  com.apple.Pages|Pages
  com.apple.Numbers|Numbers
  com.apple.mobilegarageband|GarageBand
  com.apple.iMovie|iMovie
  com.apple.clips|Clips
  com.apple.Playgrounds|Swift Playground
  com.apple.itunesu|iTunes U
  com.apple.schoolwork.ClassKitApp|Schoolwork
  com.apple.classroom|Classroom
  com.apple.measure|Measure
  com.microsoft.Office.Word|Microsoft Word
  com.microsoft.Office.Excel|Microsoft Excel
  com.microsoft.Office.Powerpoint|Microsoft PowerPoint
  com.microsoft.onenote|Microsoft OneNote
  com.microsoft.Office.Outlook|Microsoft Outlook
  com.microsoft.skype.teams|Microsoft Teams
  com.microsoft.skydrive|Microsoft OneDrive
  com.google.Docs|Google Docs
  com.google.Sheets|Google Sheets
  com.google.Slides|Google Slides
  com.google.Drive|Google Drive
  com.google.classroom|Google Classroom
  com.google.chrome.ios|Google Chrome
  com.google.Gmail|Gmail
  com.google.earth|Google Earth
  com.google.ios.youtube|YouTube
  us.zoom.videomeetings|Zoom Workplace
  com.cisco.webex.meetings|Webex
  com.canvas.icanvas|Canvas Student
  com.instructure.icanvas|Canvas Teacher
  com.seesaw.ios|Seesaw
  com.nearpod.nearpod|Nearpod
  com.getkahoot.play|Kahoot! Play and Create Quizzes
  com.quizlet.quizlet|Quizlet: Study with Flashcards
  com.duolingo.DuolingoMobile|Duolingo: Language Lessons
  org.khanacademy.Khan-Academy|Khan Academy
  org.khanacademy.khankids|Khan Academy Kids
  com.mathletics.student|Mathletics Students
  com.explaineverything.explaineverything|Explain Everything Whiteboard
  com.goodnotesapp.x|Goodnotes
  com.gingerlabs.Notability|Notability
  com.readdle.ReaddleDocs|Documents
  com.adobe.Adobe-Reader|Adobe Acrobat Reader
  com.adobe.spark.post|Adobe Express
  com.canva.canvaeditor|Canva: Design and Photo Editor
  com.padlet.padlet|Padlet
  com.socrative.student|Socrative Student
  com.bookcreator.ipad|Book Creator for iPad
  com.toca.kitchen2|Toca Kitchen 2
  org.scratchjr.scratchjr|ScratchJr
  com.tynker.tynker|Tynker: Coding for Kids
  com.lego.education.spike|LEGO Education SPIKE
  com.sphero.edu|Sphero Edu: Coding Robots
  com.makewonder.blockly|Blockly for Dash and Dot
  net.geogebra.calculator|GeoGebra Calculator Suite
  com.desmos.calculator|Desmos Graphing Calculator
  com.wolfram.alpha|WolframAlpha Classic
  com.stellarium.mobile|Stellarium Mobile
  com.nasa.nasa|NASA
  org.wikipedia.wikipedia|Wikipedia
  com.merriamwebster.dictionary|Merriam-Webster Dictionary
  com.dictionary.translate.pons|PONS Translate
  com.deepl.mobile|DeepL Translate
  com.spotify.client|Spotify: Music and Podcasts
  com.antolin.reader|Antolin: Reading Practice
  com.anton.app|ANTON: Learn and Teach
  com.untis.mobile|Untis Mobile
  com.iserv.messenger|IServ
  com.itslearning.itslearning|itslearning
  com.moodle.moodlemobile|Moodle
  com.bettermarks.ipad|bettermarks
  com.sofatutor.app|sofatutor
  com.simpleclub.app|simpleclub
  com.phyphox.app|phyphox
  com.westermann.bibox|BiBox
  com.cornelsen.lernen|Cornelsen Lernen
  com.klett.lernen|Klett Lernen
  de.schulportal.app|School Portal`);
const MAC_APPS = parse(`
  com.apple.iWork.Keynote|Keynote
  com.apple.iWork.Pages|Pages
  com.apple.iWork.Numbers|Numbers
  com.apple.garageband10|GarageBand
  com.apple.iMovieApp|iMovie
  com.apple.dt.Xcode|Xcode
  com.microsoft.Word|Microsoft Word
  com.microsoft.Excel|Microsoft Excel
  com.microsoft.Powerpoint|Microsoft PowerPoint
  com.microsoft.Outlook|Microsoft Outlook
  com.microsoft.teams2|Microsoft Teams
  com.microsoft.OneDrive|OneDrive
  com.microsoft.VSCode|Visual Studio Code
  com.google.Chrome|Google Chrome
  com.google.drivefs|Google Drive
  org.mozilla.firefox|Firefox
  us.zoom.xos|zoom.us
  com.adobe.Reader|Adobe Acrobat Reader
  com.adobe.Photoshop|Adobe Photoshop
  org.videolan.vlc|VLC
  org.audacityteam.audacity|Audacity
  org.gimp.gimp-2.10|GIMP
  org.inkscape.Inkscape|Inkscape
  org.blender.blender|Blender
  org.libreoffice.script|LibreOffice
  edu.mit.scratch.app|Scratch 3
  com.jetbrains.pycharm.ce|PyCharm CE
  org.python.IDLE|IDLE
  org.geogebra.geogebra6|GeoGebra Classic 6
  com.tinyspeck.slackmacgap|Slack
  com.1password.1password|1Password
  com.spotify.client|Spotify`);
const TV_APPS = parse(`
  com.google.ios.youtube|YouTube
  com.apple.TVFitness|Fitness
  org.videolan.vlc-tvos|VLC
  com.squirrels.Reflector|Reflector
  com.plexapp.plex|Plex
  com.nasa.nasa-tv|NASA
  com.kolapps.digitalsignage|Digital Signage
  tv.ard.mediathek|ARD Mediathek
  com.zdf.mediathek|ZDF
  tv.arte.plus7|ARTE
  com.firecore.infuse|Infuse
  com.conference.board|Conference Board`);

const TOPICS =
  'Algebra Atlas Biology Botany Chemistry Chess Choir Civics Drama English French Geometry German History Latin Maps Music Optics Physics Poetry Reading Science Spanish Spelling Statistics Theatre Typing Vocabulary Writing Zoology'.split(
    ' ',
  );
const KINDS =
  'Academy Atlas Class Coach Companion Flashcards Kids Lab Notebook Quiz Studio Trainer Tutor Workbook'.split(' ');

/** Numbers in the App Store of apps that somebody may ask for by them. */
const STORE_NUMBERS: Readonly<Record<string, number>> = {
  'com.apple.Pages': 361309726,
  'com.apple.Numbers': 361304891,
  'com.apple.Keynote': 361285480,
  'com.apple.schoolwork.ClassKitApp': 1355112526,
  'net.geogebra.calculator': 1504416652,
  'org.wikipedia.wikipedia': 324715238,
  'com.merriamwebster.dictionary': 399452287,
  'com.bookcreator.ipad': 442378070,
};

const cache = new Map<string, AppRelease>();

/** One release of an app; `release` counts up as the app is updated. The same arguments give the same object. */
function appRelease(platform: Platform, identifier: string, name: string, release: number): AppRelease {
  const key = `${platform}/${identifier}/${release}`;
  const known = cache.get(key);
  if (known) return known;
  const random = createRandom(seedOf(platform, identifier));
  const major = random.int(1, 16);
  const minor = random.int(0, 9) + release;
  const build = random.int(100, 9000) + release * 17;
  const made: AppRelease = Object.freeze({
    identifier,
    name,
    version: `${build}`,
    shortVersion: `${major}.${minor}`,
    bundleSize: random.int(4_000_000, platform === 'macOS' ? 2_400_000_000 : 480_000_000),
    storeId: STORE_NUMBERS[identifier] ?? random.int(300_000_000, 1_700_000_000),
  });
  cache.set(key, made);
  return made;
}

const named: Readonly<Record<Platform, readonly (readonly [string, string])[]>> = {
  iOS: IOS_APPS,
  macOS: MAC_APPS,
  tvOS: TV_APPS,
};

/** An invented but believable app, for lists longer than the catalogue. */
function invented(index: number): readonly [string, string] {
  const topic = TOPICS[index % TOPICS.length] ?? 'School';
  const kind = KINDS[Math.floor(index / TOPICS.length) % KINDS.length] ?? 'App';
  const edition = Math.floor(index / (TOPICS.length * KINDS.length));
  const suffix = edition === 0 ? '' : ` ${edition + 1}`;
  return [`com.example-learning.${topic}.${kind}${suffix.trim()}`.toLowerCase(), `${topic} ${kind}${suffix}`];
}

/** `count` different apps for a device of this platform. */
export function pickApps(platform: Platform, count: number, random: Random): AppRelease[] {
  const chosen = random.sample(named[platform], Math.min(count, named[platform].length));
  for (let i = 0; chosen.length < count; i++) chosen.push(invented(i));
  return chosen.map(([identifier, name]) => appRelease(platform, identifier, name, random.int(0, 2)));
}

const releaseOf = (app: AppRelease, platform: Platform): number => {
  for (let release = 0; release < 64; release++) {
    if (appRelease(platform, app.identifier, app.name, release).version === app.version) return release;
  }
  return 63;
};

/** The app after its next update. */
export const nextRelease = (app: AppRelease, platform: Platform): AppRelease =>
  appRelease(platform, app.identifier, app.name, releaseOf(app, platform) + 1);

/** The app a store id, bundle id or manifest address stands for; one that is not in the catalogue is made up. */
export function findApp(
  platform: Platform,
  by: { identifier?: string; storeId?: number; manifestUrl?: string },
): AppRelease {
  if (by.storeId !== undefined) {
    for (const [identifier, name] of named[platform]) {
      const app = appRelease(platform, identifier, name, 0);
      if (app.storeId === by.storeId) return app;
    }
    return {
      ...appRelease(platform, `com.example-store.app${by.storeId}`, `App ${by.storeId}`, 0),
      storeId: by.storeId,
    };
  }
  if (by.identifier !== undefined) {
    const known = named[platform].find(([identifier]) => identifier === by.identifier);
    const last = by.identifier.split('.').at(-1) ?? 'App';
    return appRelease(platform, by.identifier, known?.[1] ?? last.charAt(0).toUpperCase() + last.slice(1), 0);
  }
  const slug = new URL(by.manifestUrl ?? 'https://example.invalid/app').pathname.split('/').at(-1) ?? 'app';
  const base = slug.replace(/\.plist$/, '').replace(/[^A-Za-z0-9-]/g, '-') || 'app';
  return { ...appRelease(platform, `org.example-school.${base.toLowerCase()}`, base, 0), storeId: undefined };
}
