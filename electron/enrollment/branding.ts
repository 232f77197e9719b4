import { createHash } from 'node:crypto';
import { type Branding, branding } from '../../shared/contract/branding.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { readSetting, type Store, writeSetting } from '../store/index.ts';
import type { PageOwner } from './page.ts';

const SETTING = 'branding';
const NONE: Branding = { logo: null, contact: null };
/** How every PNG begins (PNG specification, 5.2). */
const PNG = Buffer.from('89504e470d0a1a0a', 'hex');

/** Whether devices are asked for all their apps, and where they are when they are lost. */
export type MayAsk = () => { readonly allApps: boolean; readonly location: boolean };

/** The logo and the contact that people see who enroll. */
export class BrandingSettings {
  readonly #store: Store;
  readonly #mayAsk: MayAsk;

  /** @param mayAsk what devices are asked about themselves; everything unless given */
  constructor(store: Store, mayAsk: MayAsk = () => ({ allApps: true, location: true })) {
    this.#store = store;
    this.#mayAsk = mayAsk;
  }

  read(): Branding {
    return readSetting(this.#store, SETTING, branding) ?? NONE;
  }

  /** What a page says of the organisation of that name. */
  owner(name: string): PageOwner {
    const { logo, contact } = this.read();
    const logoUrl = logo === null ? null : `/enroll/logo-${versionOf(logo)}.png`;
    return { name, logoUrl, contact, sees: this.#mayAsk() };
  }

  /** The picture under the address that {@link owner} gave; undefined when another has taken its place. */
  logo(version: string): Buffer | undefined {
    const { logo } = this.read();
    return logo === null || versionOf(logo) !== version ? undefined : Buffer.from(logo, 'base64');
  }

  /** @throws CartwrightError `bad-request` for a logo that is no PNG */
  async set({ logo, contact }: Branding, actor: string): Promise<Branding> {
    if (logo !== null && !Buffer.from(logo, 'base64').subarray(0, PNG.length).equals(PNG))
      throw new CartwrightError('bad-request', 'The logo is no PNG image. Choose another file.');
    const next: Branding = { logo, contact: contact?.trim() || null };
    await this.#store.write((work) => {
      writeSetting(this.#store, SETTING, next);
      work.event({ type: 'branding.changed', actor });
    });
    return next;
  }
}

/** A name of a logo's own, so that browsers may keep it and still see the next one. */
function versionOf(logo: string): string {
  return createHash('sha256').update(logo).digest('hex').slice(0, 12);
}
