import { Alert, Button, SegmentedControl, Switch } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { type AttributeShape, attributeField, DEVICE_FIELDS } from '../../shared/contract/device-fields.ts';
import { deviceFilter } from '../../shared/contract/device-filter.ts';
import type { DeviceFilter, DeviceGroup, NewGroup } from '../../shared/contract/index.ts';
import { changeNode } from '../devices/filter/builder-model.ts';
import { FilterGroup } from '../devices/filter/FilterGroup.tsx';
import { useFilterDraft } from '../devices/filter/filter-draft.ts';
import { TextFilter } from '../devices/filter/TextFilter.tsx';
import { useFieldAttributes } from '../devices/use-attributes.ts';
import { api, engine } from '../live/client.ts';
import { ErrorState } from '../parts/ErrorState.tsx';
import { errorText } from '../parts/error-text.ts';
import { LoadingPage } from '../parts/LoadingPage.tsx';
import { tellDone } from '../parts/notify.ts';
import { PageHeader } from '../parts/PageHeader.tsx';
import { RoleForm } from '../parts/RoleGate.tsx';
import { GroupPreview } from './GroupPreview.tsx';
import classes from './Groups.module.css';
import { GroupWarnings } from './GroupWarnings.tsx';
import { rereadGroups } from './group-actions.ts';
import { type GroupLook, LookFields } from './LookFields.tsx';

const NO_ATTRIBUTES: readonly AttributeShape[] = [];
const NO_GROUPS: readonly DeviceGroup[] = [];

/** Makes a group, or changes one: its looks, and for a smart one its filter as rows and as text with who that finds. */
export default function GroupEditor() {
  const { groupId } = useParams();
  const [params] = useSearchParams();
  const attributes = useFieldAttributes();
  const groups = useQuery(api.groups.list.queryOptions());
  const group = useQuery({
    ...api.groups.get.queryOptions({ input: { groupId: groupId ?? '' } }),
    enabled: groupId !== undefined,
  });
  if (groupId !== undefined && group.isError && group.data === undefined)
    return <ErrorState error={group.error} onRetry={() => void group.refetch()} />;
  // Names of attributes and groups are wanted before the filter is first written as text.
  if (attributes.isPending || groups.isPending || (groupId !== undefined && group.data === undefined))
    return <LoadingPage />;
  return (
    <Editor
      key={groupId ?? 'new'}
      group={group.data}
      attributes={attributes.data ?? NO_ATTRIBUTES}
      groups={groups.data ?? NO_GROUPS}
      given={filterIn(params.get('filter'))}
      fixed={params.get('kind') === 'static'}
    />
  );
}

/** The filter that the devices list handed over; null for none. */
function filterIn(text: string | null): DeviceFilter | null {
  try {
    return text === null ? null : (deviceFilter.safeParse(JSON.parse(text)).data ?? null);
  } catch {
    return null;
  }
}

const FRESH: GroupLook = { name: '', description: '', colour: 'blue', icon: 'tag' };

function Editor(props: {
  group: DeviceGroup | undefined;
  attributes: readonly AttributeShape[];
  groups: readonly DeviceGroup[];
  given: DeviceFilter | null;
  fixed: boolean;
}) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { group, attributes } = props;
  const [look, setLook] = useState<GroupLook>(group ?? FRESH);
  const [kind, setKind] = useState<NewGroup['kind']>(group?.kind ?? (props.fixed ? 'static' : 'smart'));
  const [ended, setEnded] = useState(group?.ended ?? false);
  const fields = useMemo(() => [...DEVICE_FIELDS, ...attributes.map(attributeField)], [attributes]);
  const draft = useFilterDraft(group?.filter ?? props.given, fields, attributes);
  const shown: GroupLook = {
    name: look.name.trim(),
    description: look.description,
    colour: look.colour,
    icon: look.icon,
  };
  const made: NewGroup | undefined =
    kind === 'static'
      ? { kind, ...shown }
      : draft.filter === null
        ? undefined
        : { kind, ...shown, filter: draft.filter, ended };
  const back = group === undefined ? '/groups' : `/groups/${group.id}`;
  const save = useMutation({
    mutationFn: (wanted: NewGroup) =>
      group === undefined ? engine.groups.create(wanted) : engine.groups.update({ groupId: group.id, group: wanted }),
    async onSuccess(saved) {
      await rereadGroups();
      tellDone(t('groups.saved', { name: saved.name }));
      await navigate(`/groups/${saved.id}`, { replace: true });
    },
  });
  const submit = (): void => {
    if (made !== undefined && made.name !== '' && !draft.broken) save.mutate(made);
  };
  return (
    <>
      <PageHeader
        title={group === undefined ? t('groups.new') : t('groups.editing', { name: group.name })}
        before={
          <Button
            component={Link}
            to={back}
            variant="subtle"
            color="gray"
            size="compact-md"
            aria-label={t('groups.back')}
          >
            <IconArrowLeft size={18} aria-hidden />
          </Button>
        }
      >
        <Button component={Link} to={back} variant="default">
          {t('common.cancel')}
        </Button>
        <Button
          onClick={submit}
          loading={save.isPending}
          disabled={made === undefined || look.name.trim() === '' || draft.broken}
        >
          {t('groups.save')}
        </Button>
      </PageHeader>
      <div className={classes.split}>
        <div className={classes.main}>
          <div className={classes.form}>
            <RoleForm needs="administrator">
              <div className={classes.fields}>
                {save.isError && (
                  <Alert color="red" variant="light" role="alert">
                    {errorText(save.error)}
                  </Alert>
                )}
                {group === undefined && (
                  <div>
                    <SegmentedControl
                      aria-label={t('groups.kind')}
                      value={kind}
                      onChange={(chosen) => setKind(chosen === 'static' ? 'static' : 'smart')}
                      data={(['smart', 'static'] as const).map((value) => ({
                        value,
                        label: t(`groups.kinds.${value}`),
                      }))}
                    />
                    <p className={classes.soft}>{t(`groups.kindMeans.${kind}`)}</p>
                  </div>
                )}
                <LookFields look={look} onLook={(part) => setLook((before) => ({ ...before, ...part }))} />
                {kind === 'smart' && (
                  <section aria-label={t('groups.definition')}>
                    <span className={classes.label}>{t('groups.definition')}</span>
                    <div className={classes.builder}>
                      <div>
                        <FilterGroup
                          group={draft.tree}
                          fields={fields}
                          attributes={attributes}
                          onChange={(key, change) => draft.build(changeNode(draft.tree, key, change))}
                        />
                      </div>
                      <TextFilter text={draft.text} attributes={attributes} onText={draft.type} onEnter={submit} />
                    </div>
                    {draft.open > 0 && draft.filter !== null && (
                      <p className={classes.soft}>{t('deviceFilter.leftOut', { count: draft.open })}</p>
                    )}
                    <GroupWarnings filter={draft.filter} groups={props.groups} />
                    <Switch
                      mt="sm"
                      size="xs"
                      label={t('groups.ended')}
                      checked={ended}
                      onChange={(event) => setEnded(event.currentTarget.checked)}
                    />
                  </section>
                )}
              </div>
            </RoleForm>
          </div>
        </div>
        <aside className={classes.side} aria-label={t('groups.preview.title')}>
          {kind === 'smart' ? (
            <GroupPreview groupId={group?.id} filter={draft.filter} ended={ended} />
          ) : (
            <p className={classes.soft}>{t('groups.staticNext')}</p>
          )}
        </aside>
      </div>
    </>
  );
}
