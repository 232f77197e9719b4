import { z } from 'zod';
import type { Finding, PushStatus, SetupState } from '../shared/contract/index.ts';
import { findingsOf, hostOf } from './address-candidates.ts';
import type { Configuration } from './configuration.ts';
import type { Accounts } from './people/index.ts';
import type { Reach } from './reach.ts';
import { readSetting, type Store, writeSetting } from './store/index.ts';

const DISMISSED = 'setup.dismissed';

export interface FirstRunParts {
  readonly store: Store;
  readonly config: Configuration;
  readonly accounts: Accounts;
  readonly reach: Reach;
  readonly push: () => PushStatus;
  readonly facts: () => { enrolledDevices: number; openInvitations: number };
}

/** How far the first run is, read from the facts each time. */
export interface FirstRun {
  state(): SetupState;
  dismiss(dismissed: boolean, actor: string): Promise<SetupState>;
}

export function openFirstRun(parts: FirstRunParts): FirstRun {
  const { store, config, accounts, reach } = parts;

  const state = (): SetupState => {
    const { enrolledDevices, openInvitations } = parts.facts();
    const name = readSetting(store, 'organisation', z.string()) ?? config.organisation ?? null;
    const owners = accounts.owners();
    const { certificate } = parts.push();
    const addressNotes = findingsOf(hostOf(reach.url), {
      bound: { ...config.listen, port: config.listen.port },
      importedCovers: undefined,
    });
    const unreachable = addressNotes.some(({ code }) => code === 'loopback' || code === 'link-local');
    const steps: SetupState['steps'] = [
      { step: 'organisation', done: name !== null, fact: name, notes: [] },
      {
        step: 'reachability',
        // That somebody chose it, or that a device found the way, is what shows the address to be right.
        done: enrolledDevices > 0 || reach.source === 'setting' || (reach.source === 'configuration' && !unreachable),
        fact: reach.url,
        notes: addressNotes,
      },
      { step: 'administrator', done: owners > 0, fact: owners > 0 ? String(owners) : null, notes: [] },
      {
        step: 'push',
        done: certificate.state === 'ready' || certificate.state === 'expiring',
        fact: certificate.topic,
        notes: pushNotes(certificate.state, config.pushHost),
      },
      {
        step: 'invitation',
        done: openInvitations > 0 || enrolledDevices > 0,
        fact: enrolledDevices > 0 ? String(enrolledDevices) : null,
        notes: [],
      },
    ];
    return {
      steps,
      complete: steps.every((step) => step.done),
      dismissed: readSetting(store, DISMISSED, z.boolean()) ?? false,
    };
  };

  return {
    state,
    async dismiss(dismissed, actor) {
      await store.write((work) => {
        writeSetting(store, DISMISSED, dismissed);
        work.event({ type: dismissed ? 'setup.dismissed' : 'setup.resumed', actor });
      });
      return state();
    },
  };
}

function pushNotes(state: PushStatus['certificate']['state'], host: string): Finding[] {
  const note = (code: string, message: string): Finding => ({ code, severity: 'warn', path: [], message });
  const notes: Finding[] = [];
  if (!host.endsWith('.push.apple.com'))
    notes.push(note('simulated', `Wake-ups go to ${host}, not to Apple: only simulated devices hear them.`));
  if (state === 'requested') notes.push(note('requested', 'A request waits for its signed certificate.'));
  if (state === 'expiring') notes.push(note('expiring', 'The push certificate ends soon. Renew it, never replace it.'));
  if (state === 'expired')
    notes.push(note('expired', 'The push certificate has ended: devices are not woken any more.'));
  if (state === 'refused') notes.push(note('refused', "Apple's push service refused the certificate."));
  return notes;
}
