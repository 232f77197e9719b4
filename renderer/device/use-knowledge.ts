import { useQuery } from '@tanstack/react-query';
import type { DeviceDetail, DeviceKnowledge } from '../../shared/contract/index.ts';
import { api } from '../live/client.ts';

/** What a device told beside its lists, live; undefined until it is there. */
export function useKnowledge(device: DeviceDetail): DeviceKnowledge | undefined {
  return useQuery(api.devices.knowledge.queryOptions({ input: { deviceId: device.id } })).data;
}
