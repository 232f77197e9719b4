import { z } from 'zod';
import {
  type ConfiguratorOrganization,
  configuratorOrganization,
  type Configurator as Shown,
  type WifiProfileInput,
} from '../../shared/contract/configurator.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { plainFileName } from '../../shared/file-name.ts';
import {
  certificateFingerprint,
  newSupervisionIdentity,
  readSupervisionIdentity,
  type SupervisionIdentity,
  supervisionFacts,
  supervisionKey,
  writeSupervisionPkcs12,
} from '../identity/index.ts';
import { readSetting, type Store, writeSetting } from '../store/index.ts';
import type { IssuedProfile, Profiles } from './profiles.ts';
import { buildWifiProfile } from './wifi-profile.ts';

const SETTING = 'enrollment.configurator';

const stored = z.object({
  organization: configuratorOrganization.nullable(),
  identity: z
    .object({
      certificate: z.string(),
      keySecretId: z.string(),
      addedAt: z.number(),
      addedBy: z.string(),
      imported: z.boolean(),
    })
    .nullable(),
});
type Stored = z.infer<typeof stored>;

/** A file that is made on request. */
interface MadeFile {
  filename: string;
  contentType: string;
  body: Buffer;
}

/** What Apple Configurator on a Mac needs of us: who supervises, by which identity, and the network to begin in. */
export class Configurator {
  readonly #store: Store;
  readonly #profiles: Profiles;
  readonly #organization: () => string;

  constructor(parts: { store: Store; profiles: Profiles; organization: () => string }) {
    this.#store = parts.store;
    this.#profiles = parts.profiles;
    this.#organization = parts.organization;
  }

  shown(): Shown {
    const { organization, identity } = this.#stored();
    return {
      organization: organization ?? { name: this.#organization(), phone: '', email: '', address: '', department: '' },
      identity:
        identity === null
          ? null
          : {
              ...supervisionFacts(Buffer.from(identity.certificate, 'base64')),
              addedAt: identity.addedAt,
              addedBy: identity.addedBy,
              imported: identity.imported,
            },
    };
  }

  async setOrganization(organization: ConfiguratorOrganization, actor: string): Promise<Shown> {
    await this.#store.write((work) => {
      writeSetting(this.#store, SETTING, { ...this.#stored(), organization } satisfies Stored);
      work.event({ type: 'supervision.organization-changed', actor, data: { name: organization.name } });
    });
    return this.shown();
  }

  /** @throws CartwrightError `conflict` when there is one and it is not to be replaced */
  async create(replace: boolean, actor: string): Promise<Shown> {
    this.#mayReplace(replace);
    const made = await newSupervisionIdentity(this.shown().organization.name, this.#store.clock.now());
    return this.#keep(made, { imported: false, replace }, actor);
  }

  /** @throws CartwrightError as {@link create}, and `bad-certificate` with `data.reason` */
  import(
    file: { bytes: Buffer; key?: Buffer | undefined; passphrase?: string | undefined },
    replace: boolean,
    actor: string,
  ): Promise<Shown> {
    this.#mayReplace(replace);
    const read = readSupervisionIdentity(file, this.#store.clock.now());
    return this.#keep(read, { imported: true, replace }, actor);
  }

  /** The identity as PKCS#12, for a keychain. @throws CartwrightError `not-found` while there is none */
  async export(passphrase: string, actor: string): Promise<MadeFile> {
    const identity = this.#identity();
    const body = writeSupervisionPkcs12(identity, passphrase);
    await this.#store.write((work) => {
      const fingerprint = certificateFingerprint(identity.certificateDer);
      work.event({ type: 'supervision.identity-exported', actor, data: { fingerprint } });
    });
    return { filename: this.#fileName('p12'), contentType: 'application/x-pkcs12', body };
  }

  /** Its certificate in DER; it is no secret. @throws CartwrightError `not-found` */
  certificate(): MadeFile {
    const { certificateDer } = this.#identity();
    return { filename: this.#fileName('cer'), contentType: 'application/pkix-cert', body: certificateDer };
  }

  /** A profile with one Wi-Fi network; its password is kept nowhere. */
  wifi(input: WifiProfileInput): IssuedProfile {
    return this.#profiles.made('wifi', (facts) => buildWifiProfile(facts, input));
  }

  #stored(): Stored {
    return readSetting(this.#store, SETTING, stored) ?? { organization: null, identity: null };
  }

  #fileName(ending: string): string {
    return `${plainFileName(this.shown().organization.name)}-supervision.${ending}`;
  }

  #identity(): SupervisionIdentity {
    const { identity } = this.#stored();
    if (identity === null)
      throw new CartwrightError('not-found', 'There is no supervision identity yet. Make or import one.');
    return {
      certificateDer: Buffer.from(identity.certificate, 'base64'),
      privateKey: supervisionKey(this.#store.vault.get(identity.keySecretId, 'private-key')),
    };
  }

  #mayReplace(replace: boolean): void {
    if (replace || this.#stored().identity === null) return;
    throw new CartwrightError(
      'conflict',
      'There is a supervision identity already. Devices it supervises answer no other one: replace it only on purpose.',
      { data: { needs: 'replace' } },
    );
  }

  async #keep(
    { certificateDer, privateKey }: SupervisionIdentity,
    { imported, replace }: { imported: boolean; replace: boolean },
    actor: string,
  ): Promise<Shown> {
    await this.#store.write((work) => {
      this.#mayReplace(replace);
      const { organization, identity: former } = this.#stored();
      const key = privateKey.export({ type: 'pkcs8', format: 'der' });
      const keySecretId = this.#store.vault.replace(former?.keySecretId ?? null, 'private-key', key);
      const certificate = certificateDer.toString('base64');
      const identity = { certificate, keySecretId, addedAt: work.now, addedBy: actor, imported };
      writeSetting(this.#store, SETTING, { organization, identity } satisfies Stored);
      const data = { fingerprint: certificateFingerprint(certificateDer), replaced: former !== null };
      work.event({ type: imported ? 'supervision.identity-imported' : 'supervision.identity-created', actor, data });
    });
    return this.shown();
  }
}
