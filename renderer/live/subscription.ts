import type { Query, QueryClient } from '@tanstack/react-query';
import type { Change, DeviceDetail, DeviceRow, Event } from '../../shared/contract/index.ts';
import { type Digest, digest, matchesFilter, patchRows, patchSeen, prependEvents } from './changes.ts';
import { api, connection, engine, queryClient } from './client.ts';

/** Changes are gathered this long before they are shown: a burst is one repaint, and still well under a second. */
const GATHER_MS = 200;
/** Up to this many changed devices are read one by one; above, the pages on screen are read again. */
const SINGLE_READS = 6;
/** Lists that must be sorted and filtered anew are read again at most this often. */
const LIST_REREAD_MS = 1_000;
const STATUS_REREAD_MS = 1_000;

type DevicePage = { total: number; rows: DeviceRow[] };

/**
 * Listens to what happens in the engine for as long as the window lives and keeps what was read true.
 *
 * @returns stops listening
 */
export function startLive(): () => void {
  const stop = new AbortController();
  let gathered: Change[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const rereadLists = atMostEvery(LIST_REREAD_MS, () => {
    refresh(api.devices.list.key());
    refresh(api.devices.facets.key());
  });
  const rereadStatus = atMostEvery(STATUS_REREAD_MS, () => {
    refresh(api.system.status.key());
    refresh(api.push.status.key());
    refresh(api.setup.state.key());
  });

  // Pictures never change under their ids.
  const rereadBlueprints = atMostEvery(STATUS_REREAD_MS, () => {
    const { list, get, runs, run, devices } = api.blueprints;
    for (const part of [list, get, runs, run, devices]) refresh(part.key());
  });
  const rereadEnrollment = atMostEvery(LIST_REREAD_MS, () => refresh(api.enrollment.key()));
  const rereadPolicies = atMostEvery(LIST_REREAD_MS, () => refresh(api.policies.key()));
  const rereadQueue = atMostEvery(LIST_REREAD_MS, () => {
    refresh(api.commands.listAll.key());
    refresh(api.commands.summary.key());
  });

  const flush = (): void => {
    timer = undefined;
    const changes = gathered;
    gathered = [];
    const news = digest(changes);
    apply(news, queryClient, rereadLists, rereadStatus, rereadEnrollment);
    if (news.commands.size > 0) rereadQueue();
    if (news.policies) rereadPolicies();
    if (news.blueprints) rereadBlueprints();
  };

  const listen = async (first: boolean): Promise<void> => {
    const changes = await engine.events.live(undefined, { signal: stop.signal });
    // Whatever happened while nobody listened was missed; read again what is on screen.
    if (!first) void queryClient.invalidateQueries();
    for await (const change of changes) {
      gathered.push(change);
      timer ??= setTimeout(flush, GATHER_MS);
    }
  };

  const run = async (): Promise<void> => {
    for (let first = true; !stop.signal.aborted; first = false) {
      await listen(first).catch(() => {});
      if (stop.signal.aborted) return;
      await nextLine(stop.signal);
    }
  };
  void run();
  return () => {
    stop.abort();
    clearTimeout(timer);
  };
}

/** Settles a moment later, once there is a line: after a break, or when somebody has signed in again. */
function nextLine(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      const { kind } = connection.state();
      if (kind !== 'connected' && !signal.aborted) return;
      leave();
      resolve();
    };
    const leave = connection.subscribe(look);
    signal.addEventListener('abort', look, { once: true });
    // Also covers a stream that ended while its line stayed up, without asking again in a tight loop.
    setTimeout(look, 250);
  });
}

function apply(
  news: Digest,
  client: QueryClient,
  rereadLists: () => void,
  rereadStatus: () => void,
  rereadEnrollment: () => void,
): void {
  if (news.lagging) {
    void client.invalidateQueries();
    return;
  }
  if (news.seen.size > 0) showSightings(news.seen, client);
  if (news.alerts) refresh(api.alerts.key());
  if (news.events.length === 0) return;
  showEvents(news.events, client);
  rereadStatus();
  if (news.membership) rereadLists();
  else if (news.devices.size > 0) showDevices(news.devices, client, rereadLists);
  for (const deviceId of news.devices) {
    refresh(api.devices.get.key({ input: { deviceId } }));
    refresh(api.commands.list.key({ input: { deviceId } }));
    for (const part of [
      api.devices.knowledge,
      api.devices.diagnosis,
      api.devices.history,
      api.notes.list,
      api.attributes.ofDevice,
    ])
      refresh(part.key({ input: { deviceId } }));
  }
  for (const deviceId of news.inventories) {
    for (const part of [api.devices.apps, api.devices.profiles, api.devices.certificates, api.devices.osUpdates])
      refresh(part.key({ input: { deviceId } }));
  }
  for (const commandId of news.commands) {
    refresh(api.commands.get.key({ input: { commandId } }));
    refresh(api.commands.timeline.key({ input: { commandId } }));
  }
  if (news.invitations) rereadEnrollment();
  if (news.settings) {
    for (const part of [
      api.system.authority,
      api.system.reasons,
      api.listener.details,
      api.setup.addresses,
      api.certificates.list,
    ])
      refresh(part.key());
    for (const part of [api.certificateLibrary, api.variables, api.kerberos]) refresh(part.key());
  }
  if (news.branding) refresh(api.system.branding.key());
  if (news.people) for (const part of [api.administrators.list, api.session.me, api.session.list]) refresh(part.key());
  if (news.attributes) refresh(api.attributes.key());
  if (news.views) refresh(api.views.key());
  if (news.groups) refresh(api.groups.key());
  if (news.compliance) refresh(api.compliance.key());
  if (news.carts) for (const part of [api.carts, api.exams]) refresh(part.key());
  if (news.directory) for (const part of [api.people, api.loans, api.directories]) refresh(part.key());
  if (news.updates) refresh(api.updates.key());
  if (news.relationship) refresh(api.relationship.key());
  if (news.backups) refresh(api.backups.list.key());
  if (news.tokens) refresh(api.system.listTokens.key());
}

function showSightings(seen: ReadonlyMap<string, number>, client: QueryClient): void {
  amend<DevicePage>(client, api.devices.list.key(), (page) => {
    const rows = patchSeen(page.rows, seen);
    return rows === page.rows ? page : { ...page, rows: [...rows] };
  });
  amend<DeviceDetail>(client, api.devices.get.key(), (device) => {
    const at = seen.get(device.id);
    return at === undefined || at <= (device.lastSeenAt ?? 0) ? device : { ...device, lastSeenAt: at };
  });
}

/**
 * Amends what was read. What is to be read again is left alone: data put in would count as true, and the next screen
 * that shows it would not ask.
 */
function amend<T>(client: QueryClient, queryKey: readonly unknown[], change: (data: T) => T): void {
  for (const query of client.getQueryCache().findAll({ queryKey })) {
    const data = query.state.data as T | undefined;
    if (data === undefined || query.state.isInvalidated) continue;
    const next = change(data);
    if (next !== data) client.setQueryData(query.queryKey, next);
  }
}

/** Reads the changed devices that are on screen again and puts them in place. */
function showDevices(changed: ReadonlySet<string>, client: QueryClient, rereadLists: () => void): void {
  const pages = client.getQueriesData<DevicePage>({ queryKey: api.devices.list.key(), type: 'active' });
  const shown = new Set(pages.flatMap(([, page]) => page?.rows ?? []).map((row) => row.id));
  const ids = [...changed].filter((id) => shown.has(id));
  if (ids.length === 0) return;
  if (ids.length > SINGLE_READS) {
    rereadLists();
    return;
  }
  void Promise.all(ids.map((deviceId) => engine.devices.get({ deviceId }))).then(
    (devices) => {
      const fresh = new Map(devices.map((device) => [device.id, device as DeviceRow]));
      amend<DevicePage>(client, api.devices.list.key(), (page) => {
        const rows = patchRows(page.rows, fresh);
        return rows === page.rows ? page : { ...page, rows: [...rows] };
      });
      // What a page asked for besides is not told with a device.
      for (const [queryKey, page] of pages)
        if (page?.rows.some(({ values }) => values !== undefined)) refresh(queryKey);
    },
    () => rereadLists(),
  );
}

function showEvents(events: readonly Event[], client: QueryClient): void {
  for (const query of client.getQueryCache().findAll({ queryKey: api.events.list.key() })) {
    const filter = filterOf(query);
    const matching = events.filter((event) => matchesFilter(event, filter));
    if (matching.length === 0 || query.state.isInvalidated) continue;
    client.setQueryData<EventPage>(query.queryKey, (data) => data && withEvents(data, matching));
  }
}

type EventPage = { rows: Event[] };

function withEvents(data: EventPage, news: readonly Event[]): EventPage {
  return { rows: prependEvents(data.rows, news).slice(0, Math.max(1, data.rows.length)) };
}

function filterOf(query: Query): { deviceId?: string; type?: string } {
  const [, options] = query.queryKey as [unknown, { input?: { deviceId?: string; type?: string } }?];
  return options?.input ?? {};
}

function refresh(queryKey: readonly unknown[]): void {
  void queryClient.invalidateQueries({ queryKey });
}

/** Runs at once, and again after the pause when it was asked for meanwhile. */
function atMostEvery(pause: number, run: () => void): () => void {
  let resting = false;
  let asked = false;
  const go = (): void => {
    resting = true;
    asked = false;
    run();
    setTimeout(() => {
      resting = false;
      if (asked) go();
    }, pause);
  };
  return () => {
    if (resting) asked = true;
    else go();
  };
}
