import type {
  AddressChange,
  Addresses,
  Administrator,
  AdministratorChange,
  Backup,
  BackupCheck,
  BackupOverview,
  BackupSchedule,
  CertificateQuery,
  DiagnosticsBundle,
  IssuedCertificate,
  ListenerDetails,
  NewAdministrator,
  Preferences,
  PreferencesChange,
  SessionRow,
  SetupState,
  WhoAmI,
} from '../../shared/contract/index.ts';
import type { Caller } from '../people/index.ts';
import type { Actor } from './services.ts';

type Reason = 'unspecified' | 'keyCompromise' | 'affiliationChanged' | 'superseded' | 'cessationOfOperation';

/** What the first run, the settings and one's own session call; see the contract for what each does. */
export interface SettingsServices {
  administrators: {
    list(): Administrator[];
    create(input: NewAdministrator, actor: Actor): Promise<Administrator>;
    /** @throws CartwrightError `not-found`, `conflict` for a taken name or the last owner */
    update(input: AdministratorChange, actor: Actor): Promise<Administrator>;
    setPassword(administratorId: string, password: string, actor: Actor): Promise<Administrator>;
    remove(administratorId: string, actor: Actor): Promise<void>;
  };
  session: {
    me(caller: Caller): WhoAmI;
    list(caller: Caller): SessionRow[];
    signOut(sessionId: string, caller: Caller): Promise<{ ended: number }>;
    signOutOthers(caller: Caller): Promise<{ ended: number }>;
    changePassword(input: { current: string; next: string }, caller: Caller): Promise<void>;
    preferences(caller: Caller): Preferences;
    setPreferences(change: PreferencesChange, caller: Caller): Promise<Preferences>;
  };
  setup: {
    state(): SetupState;
    dismiss(dismissed: boolean, actor: Actor): Promise<SetupState>;
    addresses(): Addresses;
    /** @throws CartwrightError `conflict` with `data.enrolledDevices` when it wants confirmation */
    setAddress(change: AddressChange, actor: Actor): Promise<Addresses>;
  };
  backups: {
    list(): Promise<BackupOverview>;
    create(actor: Actor): Promise<Backup>;
    verify(name: string, actor: Actor): Promise<BackupCheck>;
    download(name: string, actor: Actor): Promise<{ url: string; filename: string; size: number; expiresAt: number }>;
    remove(name: string, actor: Actor): Promise<void>;
    setSchedule(schedule: BackupSchedule, actor: Actor): Promise<BackupOverview>;
  };
  diagnostics: {
    bundle(): { filename: string; bundle: DiagnosticsBundle };
  };
  listener: {
    details(): ListenerDetails;
  };
  certificates: {
    list(query: CertificateQuery): { total: number; rows: IssuedCertificate[] };
    get(fingerprint: string): IssuedCertificate;
    pem(fingerprint: string): { filename: string; pem: string };
    revoke(
      input: { fingerprint: string; reason: Reason; confirmed: boolean },
      actor: Actor,
    ): Promise<IssuedCertificate>;
  };
}
