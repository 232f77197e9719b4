/** A Kerberos sign-in to one service, as GSS-API does it (RFC 4121). */
export interface GssContext {
  /** The first thing to send. */
  readonly token: Buffer;
  /** Takes the service's answer, which proves who it is. @throws CartwrightError `conflict` */
  step(reply: Buffer): void;
  wrap(plain: Uint8Array): Buffer;
  /** @throws CartwrightError `conflict` when it was changed on the way */
  unwrap(token: Buffer): { readonly data: Buffer };
}

/** Kerberos as far as directories ask for it. */
export interface KerberosDoor {
  /**
   * Begins a sign-in to a service.
   *
   * @param wish.host the server's full name
   * @param wish.certificate of the TLS connection it goes by, DER
   * @throws CartwrightError `not-configured`, `conflict` that says what to do
   */
  context(wish: {
    readonly service: string;
    readonly host: string;
    readonly certificate?: Buffer;
  }): Promise<GssContext>;
}
