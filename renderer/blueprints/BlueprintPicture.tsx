import { useQuery } from '@tanstack/react-query';
import type { BlueprintSummary } from '../../shared/contract/index.ts';
import { GroupMark } from '../groups/GroupMark.tsx';
import { api } from '../live/client.ts';
import classes from './Blueprints.module.css';

/** A picture of the media as an address; undefined until it is read. */
export function usePicture(pictureId: string | null): string | undefined {
  const { data } = useQuery({
    ...api.blueprints.picture.queryOptions({ input: { pictureId: pictureId ?? '' } }),
    enabled: pictureId !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data === undefined ? undefined : `data:${data.contentType};base64,${data.base64}`;
}

/** How a blueprint looks: its picture, or its sign. */
export function BlueprintPicture({ of }: { of: Pick<BlueprintSummary, 'pictureId' | 'colour' | 'icon'> }) {
  const address = usePicture(of.pictureId);
  if (of.pictureId === null) return <GroupMark group={of} />;
  return address === undefined ? (
    <span className={classes.picture} />
  ) : (
    <img className={classes.picture} src={address} alt="" />
  );
}
