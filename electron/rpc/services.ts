import type {
  AddedCodes,
  ApiToken,
  Branding,
  CodePool,
  CommandDetail,
  CommandQuery,
  CommandRow,
  DeviceCertificate,
  DeviceDetail,
  DeviceKnowledge,
  DeviceQuery,
  DeviceRow,
  Event,
  EventQuery,
  InstalledApp,
  InstalledProfile,
  Invitation,
  InvitationChange,
  InvitationLink,
  MadeFile,
  ManagedApp,
  ManagedBook,
  NetworkAccount,
  NewCodes,
  NewInvitation,
  NewNetworkAccount,
  OsUpdate,
  Place,
  ProvisioningProfile,
  PushStatus,
  QueueOutcome,
  Refusal,
  ReturnToServiceChange,
  ReturnToServiceSettings,
  RevealedSecret,
  RevealInput,
  Role,
  Status,
  UserInventory,
  UserPolicy,
  WaysIn,
  WaysSettings,
} from '../../shared/contract/index.ts';
import type { Caller } from '../people/index.ts';
import type { AutomatedServices } from './automated-handlers.ts';
import type { BlueprintServices } from './blueprint-handlers.ts';
import type { CartServices } from './cart-handlers.ts';
import type { CertificateLibraryServices } from './certificate-library-handlers.ts';
import type { ComplianceServices } from './compliance-handlers.ts';
import type { ConfiguratorServices } from './configurator-handlers.ts';
import type { DirectoryServices } from './directory-handlers.ts';
import type { DeviceListServices, OwnServices } from './finding-services.ts';
import type { GroupServices } from './group-handlers.ts';
import type { InsightServices } from './insight-services.ts';
import type { KerberosServices } from './kerberos-handlers.ts';
import type { MailServices } from './mail-handlers.ts';
import type { PolicyServices } from './policy-handlers.ts';
import type { ReasonServices } from './reasons.ts';
import type { RelationshipServices } from './relationship-handlers.ts';
import type { ReportingServices } from './reporting-handlers.ts';
import type { SettingsServices } from './settings-services.ts';
import type { UpdateServices } from './update-handlers.ts';
import type { VariableServices } from './variable-handlers.ts';

/** Who asks, for the audit trail: a console session or a named API token. */
export interface Actor {
  readonly name: string;
}

/** What the contract's handlers call: one method of one service each. The engine hands these in. */
export interface Services
  extends SettingsServices,
    InsightServices,
    OwnServices,
    GroupServices,
    PolicyServices,
    ComplianceServices,
    RelationshipServices,
    KerberosServices,
    MailServices,
    DirectoryServices,
    VariableServices,
    CartServices,
    CertificateLibraryServices,
    BlueprintServices,
    ReportingServices,
    UpdateServices {
  reasons: ReasonServices;
  devices: DeviceListServices & {
    list(query: DeviceQuery): { total: number; rows: DeviceRow[] };
    /** @throws CartwrightError `not-found` */
    get(deviceId: string): DeviceDetail;
    apps(deviceId: string): InstalledApp[];
    profiles(deviceId: string): InstalledProfile[];
    certificates(deviceId: string): DeviceCertificate[];
    osUpdates(deviceId: string): OsUpdate[];
    managedApps(deviceId: string): ManagedApp[];
    media(deviceId: string): ManagedBook[];
    provisioningProfiles(deviceId: string): ProvisioningProfile[];
    knowledge(deviceId: string): DeviceKnowledge;
    /** @throws CartwrightError `not-found`, `conflict` when the device cannot be asked now */
    checkSecret(deviceId: string, secretId: string, actor: Actor): Promise<{ commandId: string }>;
    showPlaces(deviceId: string, actor: Actor): Promise<Place[]>;
    forgetPlaces(deviceId: string, actor: Actor): Promise<{ forgotten: number }>;
    refresh(deviceIds: string[], actor: Actor): Promise<{ queued: number }>;
    endManagement(deviceId: string, way: 'turn-away' | 'remove-profile', actor: Actor): Promise<DeviceDetail>;
    wake(deviceIds: string[], actor: Actor): Promise<{ woken: number; unreachable: string[] }>;
  };
  commands: {
    queue(
      input: {
        deviceIds: string[];
        enrollmentIds: string[];
        command: { RequestType: string };
        expiresAt?: number;
        wakeNow: boolean;
      },
      actor: Actor,
    ): Promise<QueueOutcome>;
    check(input: { deviceIds: string[]; enrollmentIds: string[]; command: { RequestType: string } }): {
      fits: string[];
      refused: Refusal[];
      warnings: Refusal[];
    };
    list(query: CommandQuery): { rows: CommandRow[] };
    get(commandId: string): CommandDetail;
    cancel(input: { commandId: string; reason?: string | undefined }, actor: Actor): Promise<CommandRow>;
  };
  secrets: {
    /** @throws CartwrightError `not-found`, or `forbidden` for a PIN that was shown already */
    reveal(which: RevealInput, actor: Pick<Caller, 'name' | 'role'>): Promise<RevealedSecret>;
  };
  apps: {
    codes(): CodePool[];
    addCodes(codes: NewCodes, actor: Actor): Promise<AddedCodes>;
    /** @throws CartwrightError `not-found` */
    discardCodes(identifier: string, actor: Actor): Promise<CodePool[]>;
  };
  enrollment: {
    list(): Invitation[];
    create(input: NewInvitation, actor: Actor): Promise<Invitation>;
    update(invitationId: string, change: InvitationChange, actor: Actor): Promise<Invitation>;
    link(invitationId: string): Promise<InvitationLink>;
    revoke(invitationId: string, actor: Actor): Promise<Invitation>;
    profile(invitationId: string): Promise<MadeFile>;
    trustProfile(): MadeFile;
    ways(): WaysIn;
    setWays(settings: WaysSettings, actor: Actor): Promise<WaysIn>;
  } & ConfiguratorServices &
    AutomatedServices;
  deviceUsers: {
    policy(): UserPolicy;
    setPolicy(policy: UserPolicy, actor: Actor): Promise<UserPolicy>;
    accounts(): NetworkAccount[];
    /** @throws CartwrightError `conflict` when the name is taken */
    addAccount(account: NewNetworkAccount, actor: Actor): Promise<NetworkAccount>;
    /** @throws CartwrightError `not-found`, as the following */
    setAccountPassword(accountId: string, password: string, actor: Actor): Promise<NetworkAccount>;
    removeAccount(accountId: string, actor: Actor): Promise<void>;
    inventory(enrollmentId: string): UserInventory;
    returnToService(): ReturnToServiceSettings;
    setReturnToService(change: ReturnToServiceChange, actor: Actor): Promise<ReturnToServiceSettings>;
  };
  push: {
    status(): PushStatus;
    createRequest(
      input: { organisation: string; email: string; replace: boolean },
      actor: Actor,
    ): Promise<{ csrPem: string }>;
    importCertificate(
      input: { certificate: string; passphrase?: string; allowTopicChange: boolean },
      actor: Actor,
    ): Promise<PushStatus>;
  };
  events: {
    list(query: EventQuery): Event[];
    lastSeq(): number;
    subscribe(listener: (events: readonly Event[]) => void): () => void;
    subscribeSeen(listener: (seen: readonly { deviceId: string; at: number }[]) => void): () => void;
  };
  system: {
    status(): Status;
    setOrganisation(name: string, actor: Actor): Promise<Status>;
    branding(): Branding;
    /** @throws CartwrightError `bad-request` for a logo that is no PNG */
    setBranding(branding: Branding, actor: Actor): Promise<Branding>;
    authority(): { rootPem: string; fingerprint: string; subject: string; notAfter: number };
    importTls(input: { bundle: string; passphrase?: string }, actor: Actor): Promise<Status>;
    useBuiltInTls(actor: Actor): Promise<Status>;
  };
  tokens: {
    list(): ApiToken[];
    /** @throws CartwrightError `forbidden` for a role beyond the maker's own */
    create(
      input: { name: string; role: Role; expiresAt: number | null },
      caller: Pick<Caller, 'name' | 'role'>,
    ): Promise<ApiToken & { token: string }>;
    revoke(tokenId: string, actor: Actor): Promise<ApiToken>;
  };
}
