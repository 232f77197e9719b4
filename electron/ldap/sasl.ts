import { BerWriter } from 'ldapts';
import type { GssContext } from './ports.ts';
import { LdapRefusal, type LdapResult, type LdapWire, readResult, SASL_IN_PROGRESS } from './wire.ts';

/*
 * Signing in (RFC 4511, 4.2), in one step or in several: the library's own request knows texts only, and tokens are bytes.
 */

const BIND = 0x60;
const BIND_ANSWER = 0x61;
const SIMPLE = 0x80;
const SASL = 0xa3;
const OCTETS = 0x04;
const VERSION = 3;
/** The result code that asks for signing. */
const STRONGER = 8;
/** The security layers of RFC 4752, 3.1: none of our own, since the connection is encrypted already. */
const NO_LAYER = 1;

/** @throws LdapRefusal */
export async function bindSimple(wire: LdapWire, user: string, password: string): Promise<void> {
  const { status, message, matchedDn } = await bind(wire, user, (writer) => {
    writer.writeString(password, SIMPLE);
  });
  if (status !== 0) throw new LdapRefusal(status, message, matchedDn);
}

/**
 * Signs in by a Kerberos ticket: the mechanism GSSAPI (RFC 4752), which Active Directory and OpenLDAP both know.
 *
 * @throws LdapRefusal, or what the context throws
 */
export async function bindGssapi(wire: LdapWire, context: GssContext): Promise<void> {
  const goesOn = async (token: Uint8Array): Promise<Buffer> => {
    const { status, message, matchedDn, credentials } = await bindSasl(wire, token);
    if (status !== SASL_IN_PROGRESS) throw new LdapRefusal(status === 0 ? 2 : status, message, matchedDn);
    return credentials ?? Buffer.alloc(0);
  };
  context.step(await goesOn(context.token));
  const { data: offered } = context.unwrap(await goesOn(Buffer.alloc(0)));
  if (((offered[0] ?? 0) & NO_LAYER) === 0) throw new LdapRefusal(STRONGER, 'the server wants signed messages');
  const { status, message, matchedDn } = await bindSasl(wire, context.wrap(Buffer.from([NO_LAYER, 0, 0, 0])));
  if (status !== 0) throw new LdapRefusal(status, message, matchedDn);
}

const bindSasl = (wire: LdapWire, token: Uint8Array): Promise<LdapResult> =>
  bind(wire, '', (writer) => {
    writer.startSequence(SASL);
    writer.writeString('GSSAPI');
    writer.writeBuffer(Buffer.from(token), OCTETS);
    writer.endSequence();
  });

function bind(wire: LdapWire, user: string, credentials: (writer: BerWriter) => void): Promise<LdapResult> {
  return wire.request(
    (messageId) => {
      const writer = new BerWriter();
      writer.startSequence();
      writer.writeInt(messageId);
      writer.startSequence(BIND);
      writer.writeInt(VERSION);
      writer.writeString(user);
      credentials(writer);
      writer.endSequence();
      writer.endSequence();
      return writer.buffer;
    },
    (operation, reader) => (operation === BIND_ANSWER ? readResult(reader) : undefined),
  );
}
