import type { TFunction } from 'i18next';
import type { CSSProperties } from 'react';
import type { Branding, Handout } from '../../shared/contract/index.ts';
import { dateOnly } from '../format/time.ts';
import classes from './Handouts.module.css';
import { type Layout, PAPERS, type Paper } from './print-sheets.ts';

/** The sheets themselves, at their true size: black on white in either theme, in the language of who gets them. */
export function HandoutPages(props: {
  pages: readonly (readonly Handout[])[];
  layout: Layout;
  paper: Paper;
  pins: boolean;
  organisation: string;
  branding: Branding;
  t: TFunction;
  language: string;
}) {
  const { width, height } = PAPERS[props.paper];
  return props.pages.map((handouts, index) => (
    <section
      key={handouts[0]?.invitation.id}
      className={classes.page}
      data-layout={props.layout}
      lang={props.language}
      aria-label={props.t('handouts.page', { page: index + 1, pages: props.pages.length })}
      style={{ '--page-width': `${width}mm`, '--page-height': `${height}mm` } as CSSProperties}
    >
      {handouts.map((handout) =>
        props.layout === 'page' ? (
          <Sheet key={handout.invitation.id} {...props} handout={handout} />
        ) : (
          <CardSheet key={handout.invitation.id} {...props} handout={handout} />
        ),
      )}
    </section>
  ));
}

interface One {
  handout: Handout;
  pins: boolean;
  organisation: string;
  branding: Branding;
  t: TFunction;
  language: string;
}

function Code({ handout, t }: Pick<One, 'handout' | 't'>) {
  return (
    <img
      className={classes.code}
      src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(handout.qrSvg)}`}
      alt={t('enrollment.qrAlt', { name: handout.invitation.name })}
    />
  );
}

function Sheet({ handout, pins, organisation, branding, t, language }: One) {
  const { invitation, url, pin } = handout;
  return (
    <article className={classes.sheet}>
      {branding.logo !== null && <img className={classes.logo} src={`data:image/png;base64,${branding.logo}`} alt="" />}
      <p className={classes.organisation}>{organisation}</p>
      <h2>{invitation.name}</h2>
      <p className={classes.lead}>{t('handouts.sheet.lead', { organisation })}</p>
      <div className={classes.scan}>
        <Code handout={handout} t={t} />
        <div>
          <p>{t('handouts.sheet.orType')}</p>
          <p className={classes.url}>{url}</p>
          {pin !== null && pins && (
            <p>
              {t('enrollment.pin')} <span className={classes.pinCode}>{pin}</span>
            </p>
          )}
          {pin !== null && !pins && <p>{t('handouts.sheet.pinApart')}</p>}
        </div>
      </div>
      <ol>
        {(['scan', 'allow', 'settings', 'install'] as const).map((step) => (
          <li key={step}>{t(`handouts.sheet.steps.${step}`)}</li>
        ))}
        {invitation.requiresApproval && <li>{t('handouts.sheet.approval')}</li>}
      </ol>
      {branding.contact !== null && (
        <p className={classes.contact}>{t('handouts.sheet.contact', { contact: branding.contact })}</p>
      )}
      <footer>
        {invitation.maxUses === 1 && <span>{t('handouts.sheet.once')}</span>}
        {invitation.expiresAt !== null && (
          <span>{t('handouts.sheet.until', { date: dateOnly(invitation.expiresAt, language) })}</span>
        )}
      </footer>
    </article>
  );
}

function CardSheet({ handout, pins, organisation, t, language }: One) {
  const { invitation, url, pin } = handout;
  return (
    <article className={classes.card}>
      <Code handout={handout} t={t} />
      <div className={classes.cardWords}>
        <h2>{invitation.name}</h2>
        <p>{t('handouts.sheet.short', { organisation })}</p>
        {pin !== null && pins && (
          <p>
            {t('enrollment.pin')} <span className={classes.pinCode}>{pin}</span>
          </p>
        )}
        <p className={classes.url}>{url}</p>
        {invitation.expiresAt !== null && (
          <p>{t('handouts.sheet.until', { date: dateOnly(invitation.expiresAt, language) })}</p>
        )}
      </div>
    </article>
  );
}
