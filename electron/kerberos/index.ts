/**
 * The face of Kerberos: tickets for services of the organisation, with the account of Settings, Directory.
 *
 * For SASL's GSSAPI (RFC 4752), as LDAP speaks it: `context({ service: 'ldap', host })`, send `token`, give the answer
 * to `step`, send nothing, `unwrap` the four bytes that follow (layers, largest size), and answer with
 * `wrap(Buffer.from([1, 0, 0, 0]))` for no layer (within TLS). Layers of signing or sealing want `protection` from the
 * start. For GSS-SPNEGO and HTTP's Negotiate: `negotiate: true`.
 */
export type { KerberosContext } from './context.ts';
export { type ContextWish, type Kerberos, openKerberos } from './kerberos.ts';
export { serverEndPoint } from './tokens.ts';
