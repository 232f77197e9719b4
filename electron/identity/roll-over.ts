import type { AuthorityOverview } from '../../shared/contract/relationship.ts';
import { CartwrightError } from '../../shared/errors.ts';
import type { Store } from '../store/index.ts';
import type { Authority } from './authority.ts';
import { nameText } from './x509/name.ts';
import { parseCertificate } from './x509/parse-certificate.ts';

/** Moves devices from one root to the next, and tells how far that is. */
export interface RollOver {
  overview(): AuthorityOverview;
  /** Makes the next root. @throws CartwrightError `conflict` while a roll-over is under way */
  start(organisation: string, actor: string): Promise<AuthorityOverview>;
  /** Takes one of somebody's own as the next. @throws CartwrightError `bad-certificate`, `conflict` */
  adopt(file: { file: string; passphrase?: string | undefined }, actor: string): Promise<AuthorityOverview>;
  /**
   * Retires the former root: the listener's certificate and signatures of profiles are of the new one from now on.
   *
   * @throws CartwrightError `conflict` when there is no roll-over, or with `data.devices` while devices call with an
   *   identity of the former root
   */
  retire(actor: string): Promise<AuthorityOverview>;
}

interface Held {
  readonly issuer: string;
  readonly devices: number;
  readonly inactive: number;
}

export function openRollOver(store: Store, authority: Authority): RollOver {
  const held = (): Held[] =>
    store.all((db) =>
      db
        .selectFrom('enrollment as e')
        .innerJoin('certificate as c', 'c.fingerprint', 'e.certificateFingerprint')
        .innerJoin('device as d', 'd.id', 'e.deviceId')
        .where('e.state', '<>', 'ended')
        .where('e.channel', '=', 'device')
        .where('c.notAfter', '>', store.clock.now())
        .groupBy('c.issuer')
        .select(['c.issuer', (on) => on.fn.countAll<number>().as('devices')])
        .select((on) => on.fn.count<number>('d.inactiveSince').as('inactive')),
    );

  const overview = (): AuthorityOverview => {
    const by = new Map(held().map((each) => [each.issuer, each]));
    const { roots } = authority;
    const authorities = roots.map((root, at) => ({
      fingerprint: root.fingerprint,
      subject: root.subjectText,
      above: root.chainDer.map((der) => nameText(parseCertificate(der).subject)),
      notAfter: root.notAfterAt,
      createdAt: root.createdAt,
      issues: at === roots.length - 1,
      serves: at === 0,
      devices: by.get(root.subjectText)?.devices ?? 0,
    }));
    const [former, next] = roots;
    if (former === undefined || next === undefined) return { authorities, rollOver: null };
    const left = by.get(former.subjectText);
    const total = [...by.values()].reduce((sum, { devices }) => sum + devices, 0);
    return {
      authorities,
      rollOver: {
        startedAt: next.createdAt,
        moved: by.get(next.subjectText)?.devices ?? 0,
        total,
        left: left?.devices ?? 0,
        leftInactive: left?.inactive ?? 0,
        mayRetire: (left?.devices ?? 0) === 0,
      },
    };
  };

  return {
    overview,
    async start(organisation, actor) {
      await authority.startRollOver(organisation, actor);
      return overview();
    },
    async adopt({ file, passphrase }, actor) {
      const bytes = file.includes('-----BEGIN') ? Buffer.from(file) : Buffer.from(file, 'base64');
      await authority.adopt({ bytes, passphrase }, actor);
      return overview();
    },
    async retire(actor) {
      const { rollOver } = overview();
      if (rollOver === null)
        throw new CartwrightError('conflict', 'There is one authority only: start a roll-over first.');
      if (!rollOver.mayRetire)
        throw new CartwrightError(
          'conflict',
          `${rollOver.left} devices still call with an identity of the former authority. Wait until they have a new ` +
            'one, or end the management of those that will not come back.',
          { data: { devices: rollOver.left, inactive: rollOver.leftInactive } },
        );
      await authority.retireFormer(actor);
      return overview();
    },
  };
}
