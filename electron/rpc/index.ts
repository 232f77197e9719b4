/** The doors people and scripts come in by: the contract's handlers, and the transports that carry it. */
export type { CartServices } from './cart-handlers.ts';
export type { CertificateLibraryServices } from './certificate-library-handlers.ts';
export { type ConsoleServer, type ConsoleServerOptions, startConsoleServer } from './console-server.ts';
export { createDownloads, type Downloads } from './downloads.ts';
export type { InsightServices } from './insight-services.ts';
export type { KerberosServices } from './kerberos-handlers.ts';
export type { MailServices } from './mail-handlers.ts';
export { attachMessagePort } from './message-port.ts';
export type { ReasonServices } from './reasons.ts';
export type { RelationshipServices } from './relationship-handlers.ts';
export { isLoopback } from './request-checks.ts';
export { type AppRouter, createRouter } from './router.ts';
export type { Actor, Services } from './services.ts';
export type { SettingsServices } from './settings-services.ts';
export type { VariableServices } from './variable-handlers.ts';
