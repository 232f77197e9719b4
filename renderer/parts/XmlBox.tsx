import { ActionIcon, CopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy, IconDownload } from '@tabler/icons-react';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { download } from './download.ts';
import classes from './XmlBox.module.css';

/** Above this, colours would cost more than they show. */
const LARGEST_COLOURED = 200_000;

/** XML (or any text) as it came over the wire: coloured, to copy, and to take along as a file. */
export function XmlBox(props: { label: string; text: string; filename: string }) {
  const { t } = useTranslation();
  const { label, text, filename } = props;
  const content = useMemo(() => (text.length > LARGEST_COLOURED ? text : coloured(text)), [text]);
  return (
    <div className={classes.box}>
      <div className={classes.tools}>
        <CopyButton value={text} timeout={1500}>
          {({ copied, copy }) => (
            <Tooltip label={copied ? t('common.copied') : t('common.copy')}>
              <ActionIcon
                variant="default"
                onClick={copy}
                aria-label={t('common.copyNamed', { name: label })}
                c={copied ? 'var(--cw-done)' : undefined}
              >
                {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
              </ActionIcon>
            </Tooltip>
          )}
        </CopyButton>
        <Tooltip label={t('common.download')}>
          <ActionIcon
            variant="default"
            onClick={() => download(filename, text, 'application/xml')}
            aria-label={t('common.downloadNamed', { name: label })}
          >
            <IconDownload size={16} />
          </ActionIcon>
        </Tooltip>
      </div>
      {/* biome-ignore-start lint/a11y: a box of text that the keyboard can scroll */}
      <pre className={classes.code} tabIndex={0} role="region" aria-label={label}>
        {content}
      </pre>
      {/* biome-ignore-end lint/a11y: a box of text that the keyboard can scroll */}
    </div>
  );
}

/** Keys stand out, marks step back. */
function coloured(text: string): ReactNode[] {
  return text.split(/(<key>[^<]*<\/key>|<[^>]*>)/).map((part, index) => {
    if (part === '' || !part.startsWith('<')) return part;
    const key = /^<key>([^<]*)<\/key>$/.exec(part)?.[1];
    if (key === undefined)
      return (
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text have no identity but their place
        <span key={index} className={classes.mark}>
          {part}
        </span>
      );
    return [
      // biome-ignore lint/suspicious/noArrayIndexKey: as above
      <span key={`${index}a`} className={classes.mark}>
        {'<key>'}
      </span>,
      // biome-ignore lint/suspicious/noArrayIndexKey: as above
      <span key={`${index}b`} className={classes.key}>
        {key}
      </span>,
      // biome-ignore lint/suspicious/noArrayIndexKey: as above
      <span key={`${index}c`} className={classes.mark}>
        {'</key>'}
      </span>,
    ];
  });
}
