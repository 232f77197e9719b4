import { Button, Menu, TextInput } from '@mantine/core';
import { IconVariable } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { attributeVariable, VARIABLE_NAMES, variableWords } from '../../../shared/variables/index.ts';
import { api } from '../../live/client.ts';
import classes from './Editor.module.css';

/** Offers the variables while somebody is in a text field, and puts the chosen one where the caret was. */
export function WithVariables(props: {
  /** What the field is called. */
  name: string;
  text: string;
  onText: (text: string) => void;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const { name, text, onText, children } = props;
  const frame = useRef<HTMLDivElement>(null);
  const caret = useRef<number>(undefined);
  const [inside, setInside] = useState(false);
  const [opened, setOpened] = useState(false);
  const held = useRef(false);
  const left = useRef(false);
  useEffect(() => {
    if (!inside) return;
    const down = (): void => {
      held.current = true;
    };
    const up = (): void => {
      held.current = false;
      // The click comes after this.
      setTimeout(() => {
        if (left.current) setInside(false);
        left.current = false;
      });
    };
    window.addEventListener('pointerdown', down, true);
    window.addEventListener('pointerup', up, true);
    window.addEventListener('pointercancel', up, true);
    return () => {
      window.removeEventListener('pointerdown', down, true);
      window.removeEventListener('pointerup', up, true);
      window.removeEventListener('pointercancel', up, true);
    };
  }, [inside]);
  /** What somebody is pressing must not move away under the pointer. */
  const leave = (): void => {
    if (held.current) left.current = true;
    else setInside(false);
  };
  const put = (variable: string): void => {
    const at = Math.min(caret.current ?? text.length, text.length);
    onText(`${text.slice(0, at)}$${variable}$${text.slice(at)}`);
    setOpened(false);
    frame.current?.querySelector<HTMLInputElement | HTMLTextAreaElement>('input, textarea')?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only watches where the focus is
    <div
      ref={frame}
      onFocus={() => {
        left.current = false;
        setInside(true);
      }}
      onBlur={(event) => {
        const { target } = event;
        if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)
          caret.current = target.selectionStart ?? undefined;
        if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) leave();
      }}
    >
      {children}
      {(inside || opened) && (
        <div className={classes.variables}>
          <Menu opened={opened} onChange={setOpened} position="bottom-end" width={360} trapFocus>
            <Menu.Target>
              <Button
                variant="subtle"
                size="compact-sm"
                leftSection={<IconVariable size={14} aria-hidden />}
                aria-label={t('profileEditor.variables.into', { name })}
              >
                {t('profileEditor.variables.action')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>{opened && <Variables onPut={put} />}</Menu.Dropdown>
          </Menu>
        </div>
      )}
    </div>
  );
}

function Variables({ onPut }: { onPut: (variable: string) => void }) {
  const { t, i18n } = useTranslation();
  const [search, setSearch] = useState('');
  const attributes = useQuery(api.attributes.list.queryOptions()).data ?? [];
  const language = i18n.language === 'de' ? 'de' : 'en';
  const all = [
    ...VARIABLE_NAMES.map((variable) => {
      const { title, help } = variableWords(variable, language);
      return { variable: String(variable), title, help };
    }),
    ...attributes.map(({ name }) => ({ variable: attributeVariable(name), title: name, help: '' })),
  ].filter(({ variable, title, help }) =>
    `${variable} ${title} ${help}`.toLowerCase().includes(search.trim().toLowerCase()),
  );
  return (
    <>
      <TextInput
        type="search"
        data-own-undo
        aria-label={t('profileEditor.variables.find')}
        placeholder={t('profileEditor.variables.find')}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        m={4}
      />
      <div style={{ maxHeight: 260, overflowY: 'auto' }}>
        {all.map(({ variable, title, help }) => (
          <Menu.Item key={variable} onClick={() => onPut(variable)}>
            <span className="mono">${variable}$</span> {title}
            <span className={classes.partDetail}>{help}</span>
          </Menu.Item>
        ))}
      </div>
    </>
  );
}
