import { Badge, Button, Modal, Text, TextInput } from '@mantine/core';
import { IconChevronRight, IconPlus, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PLATFORMS } from '../../../shared/catalogue/index.ts';
import { SOURCE_KEY } from '../../../shared/certificates/source.ts';
import { certificateKindOf, PAYLOADS, type PayloadSummary, RESERVED_TYPES } from '../../../shared/payloads/index.ts';
import { payloadSearch, type SearchHit } from '../../../shared/payloads/words/search.ts';
import type { PayloadWords } from '../../../shared/payloads/words/words.ts';
import { api } from '../../live/client.ts';
import { certificateOffers } from './certificate-offers.ts';
import type { Profile } from './draft.ts';
import classes from './Editor.module.css';
import { PLATFORM_NAMES } from './KeyRow.tsx';
import { OFFERED, PAYLOAD_KINDS } from './payload-kinds.ts';

const SHOWN = 40;

/** Chooses a payload to add, by what it is or by any of its keys: “AirDrop” leads to the restriction. */
export function AddPayload(props: {
  words: PayloadWords;
  /** Ids of payloads the profile has: their keys are gone to. */
  has: ReadonlySet<string>;
  /** Offers certificates only. */
  only?: 'identity' | 'certificate' | undefined;
  onAdd: (payloadId: string, key: string | undefined, given?: Profile) => void;
  onGo: (payloadId: string, key: string) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { words, has, only, onAdd, onGo, onClose } = props;
  const [typed, setTyped] = useState('');
  const [custom, setCustom] = useState('');
  const asked = useDeferredValue(typed);
  const find = useMemo(() => payloadSearch(words), [words]);
  const fits = ({ type }: Pick<PayloadSummary, 'type'>): boolean => {
    const kind = certificateKindOf(type);
    return only === undefined
      ? !RESERVED_TYPES.has(type)
      : kind === 'identity' || (only === 'certificate' && kind !== undefined);
  };
  const byId = useMemo(() => new Map(PAYLOADS.map((summary) => [summary.id, summary])), []);
  const hits = find(asked, SHOWN).filter(({ payloadId, path }) => {
    const summary = byId.get(payloadId);
    return summary !== undefined && fits(summary) && (only === undefined || path === undefined);
  });
  const take = (hit: SearchHit): void => {
    const key = hit.path?.split('.', 1)[0];
    if (key !== undefined && has.has(hit.payloadId)) onGo(hit.payloadId, key);
    else onAdd(hit.payloadId, key);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size={640}
      title={t(only === undefined ? 'profileEditor.add.title' : 'profileEditor.add.certificate')}
      styles={{ title: { fontWeight: 600, fontSize: 14 }, body: { paddingBottom: 0 } }}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <TextInput
        type="search"
        data-autofocus
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        placeholder={t('profileEditor.add.find')}
        aria-label={t('profileEditor.add.find')}
        leftSection={<IconSearch size={16} aria-hidden />}
        onKeyDown={(event) => {
          const [first] = hits;
          if (event.key !== 'Enter' || first === undefined) return;
          event.preventDefault();
          take(first);
        }}
      />
      <div className={classes.offers}>
        {only !== undefined && asked.trim() === '' && <FromHere only={only} onAdd={onAdd} />}
        {asked.trim() === ''
          ? PAYLOAD_KINDS.map((kind) => {
              const offered = (OFFERED.get(kind) ?? []).filter(fits);
              if (offered.length === 0) return null;
              return (
                <section key={kind} aria-label={t(`profileEditor.kinds.${kind}`)}>
                  {only === undefined && <h3 className={classes.groupTitle}>{t(`profileEditor.kinds.${kind}`)}</h3>}
                  {offered.map((summary) => (
                    <Offer
                      key={summary.id}
                      title={words.payload(summary.id).title}
                      text={words.payload(summary.id).help}
                      aside={<Platforms summary={summary} />}
                      onClick={() => onAdd(summary.id, undefined)}
                    />
                  ))}
                </section>
              );
            })
          : hits.map((hit) => (
              <Offer
                key={`${hit.payloadId} ${hit.path ?? ''}`}
                title={hit.title}
                text={
                  hit.path === undefined
                    ? words.payload(hit.payloadId).help
                    : `${hit.payloadTitle} · ${words.key(hit.payloadId, hit.path).help}`
                }
                aside={
                  hit.path !== undefined && has.has(hit.payloadId) ? (
                    <span className={classes.badge}>{t('profileEditor.add.inProfile')}</span>
                  ) : (
                    <Platforms summary={byId.get(hit.payloadId)} />
                  )
                }
                onClick={() => take(hit)}
              />
            ))}
        {asked.trim() !== '' && hits.length === 0 && (
          <Text c="dimmed" py="md" role="status">
            {t('profileEditor.add.none')}
          </Text>
        )}
      </div>
      {only === undefined && (
        <form
          className={classes.custom}
          onSubmit={(event) => {
            event.preventDefault();
            if (custom.trim() !== '') onAdd(custom.trim(), undefined);
          }}
        >
          <TextInput
            label={t('profileEditor.add.custom')}
            description={t('profileEditor.add.customMeans')}
            placeholder="com.example.app"
            spellCheck={false}
            value={custom}
            onChange={(event) => setCustom(event.currentTarget.value)}
            style={{ flex: 1 }}
          />
          <Button
            type="submit"
            variant="default"
            disabled={custom.trim() === ''}
            leftSection={<IconPlus size={16} aria-hidden />}
          >
            {t('profileEditor.add.addCustom')}
          </Button>
        </form>
      )}
    </Modal>
  );
}

/** Certificates this server has or makes: they come with the payload that brings them. */
function FromHere(props: {
  only: 'identity' | 'certificate';
  onAdd: (payloadId: string, key: undefined, given: Profile) => void;
}) {
  const { t } = useTranslation();
  const library = useQuery(api.certificateLibrary.list.queryOptions()).data ?? [];
  const offers = certificateOffers(props.only, library);
  return (
    <section aria-label={t('profileSpecial.certificates.fromHere')}>
      <h3 className={classes.groupTitle}>{t('profileSpecial.certificates.fromHere')}</h3>
      {offers.map(({ payloadType, source, item }) => {
        const title = item?.name ?? t(`certificateLibrary.source.${source.source as 'authority-root'}`);
        return (
          <Offer
            key={`${payloadType} ${title}`}
            title={title}
            text={t(
              `profileSpecial.certificates.${item !== undefined ? 'inLibrary' : source.source === 'authority-root' ? 'root' : 'made'}`,
            )}
            aside={null}
            onClick={() =>
              props.onAdd(payloadType, undefined, {
                [SOURCE_KEY]: source as unknown as Profile,
                ...(item === undefined ? {} : { PayloadDisplayName: item.name }),
              })
            }
          />
        );
      })}
      <h3 className={classes.groupTitle}>{t('profileSpecial.certificates.otherwise')}</h3>
    </section>
  );
}

function Offer(props: { title: string; text: string; aside: React.ReactNode; onClick: () => void }) {
  return (
    <button type="button" className={classes.offer} onClick={props.onClick}>
      <span className={classes.offerText}>
        <strong>{props.title}</strong>
        <span className={classes.soft}>{props.text}</span>
      </span>
      {props.aside}
      <IconChevronRight size={16} aria-hidden />
    </button>
  );
}

function Platforms({ summary }: { summary: PayloadSummary | undefined }) {
  const names = PLATFORMS.filter((each) => summary?.support[each].available !== false);
  return (
    <Badge variant="default" size="sm">
      {names.length > 2
        ? names.map((each) => (each === 'macOS' ? 'Mac' : each)).join(' ')
        : names.map((each) => PLATFORM_NAMES[each]).join(', ')}
    </Badge>
  );
}
