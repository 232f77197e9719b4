import { BarsList, DonutChart } from '@mantine/charts';
import '@mantine/charts/styles.css';
import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { DeviceFacets, FacetId } from '../../shared/contract/index.ts';
import { number, percent } from '../format/quantity.ts';
import { Card } from '../parts/Card.tsx';
import { type FleetRow, fleetRows, toneOfRow } from './fleet-rows.ts';
import classes from './Home.module.css';

const SLICES = [
  'var(--cw-chart-1)',
  'var(--cw-chart-2)',
  'var(--cw-chart-3)',
  'var(--cw-chart-4)',
  'var(--cw-chart-5)',
];
const COMPLIANCE = ['passcodePresent', 'encrypted', 'supervised'] as const;

/** Platform, system version, last seen, free storage, compliance. */
export default function FleetCharts({ facets }: { facets: DeviceFacets }) {
  const { t } = useTranslation();
  return (
    <>
      <Card title={t('home.fleet.charts.platform')}>
        <Platforms facets={facets} />
      </Card>
      {(['osVersion', 'lastSeen', 'storage'] as const).map((facet) => (
        <Card key={facet} title={t(`home.fleet.charts.${facet}`)}>
          <Bars facets={facets} facet={facet} />
        </Card>
      ))}
      <div className={classes.last}>
        <Card title={t('home.fleet.charts.compliance')}>
          {COMPLIANCE.map((facet) => (
            <Share key={facet} facets={facets} facet={facet} />
          ))}
        </Card>
      </div>
    </>
  );
}

function useRowName(): (facet: FacetId, row: FleetRow) => string {
  const { t } = useTranslation();
  return (facet, { key, value }) => {
    if (key === 'others') return t('home.fleet.others');
    if (value === null) return t('home.fleet.unknown');
    if (facet === 'lastSeen') return t(`home.fleet.lastSeen.${value as 'hour'}`);
    if (facet === 'storage') return t(`home.fleet.storage.${value as 'under-5'}`);
    return String(value);
  };
}

/** A ring, and the same as a list that the keyboard and screen readers reach. */
function Platforms({ facets }: { facets: DeviceFacets }) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const nameOf = useRowName();
  const rows = fleetRows(facets, 'platform', SLICES.length);
  const colorOf = (index: number, { value }: FleetRow): string =>
    value === null ? 'var(--cw-none)' : (SLICES[index] ?? 'var(--cw-none)');
  return (
    <div className={classes.platforms}>
      <div aria-hidden="true" className={classes.ring}>
        <DonutChart
          data={rows.map((row, index) => ({
            name: nameOf('platform', row),
            value: row.count,
            color: colorOf(index, row),
          }))}
          size={112}
          thickness={16}
          strokeWidth={2}
          strokeColor="var(--cw-card)"
          paddingAngle={rows.length > 1 ? 1 : 0}
          chartLabel={number(facets.total, i18n.language)}
          withTooltip={false}
          accessibilityLayer={false}
          pieProps={{
            isAnimationActive: false,
            rootTabIndex: -1,
            onClick: (_sector: unknown, index: number) => {
              const to = rows[index]?.to;
              if (to !== undefined) void navigate(to);
            },
          }}
        />
      </div>
      <ul className={classes.legend}>
        {rows.map((row, index) => (
          <li key={row.key}>
            <RowLink row={row} name={nameOf('platform', row)}>
              <span className={classes.swatch} style={{ background: colorOf(index, row) }} />
              <span className={classes.name}>{nameOf('platform', row)}</span>
              <span className="tabular">{number(row.count, i18n.language)}</span>
              <span className={classes.share}>{percent(row.count / facets.total, i18n.language)}</span>
            </RowLink>
          </li>
        ))}
        <li className="visually-hidden">{t('home.fleet.devices', { count: facets.total })}</li>
      </ul>
    </div>
  );
}

/** Bars that are links: what they say is text, so they are their own table. */
function Bars({ facets, facet }: { facets: DeviceFacets; facet: FacetId }) {
  const { i18n } = useTranslation();
  const nameOf = useRowName();
  const rows = fleetRows(facets, facet, 7);
  const byName = new Map(rows.map((row) => [nameOf(facet, row), row]));
  return (
    <BarsList
      className={classes.bars}
      classNames={{ bar: classes.bar, barLabel: classes.barLabel, barValue: classes.barValue }}
      barGap={4}
      barHeight={24}
      minBarSize={4}
      barTextColor="var(--cw-text)"
      valueFormatter={(value) => number(value, i18n.language)}
      data={rows.map((row) => ({
        name: nameOf(facet, row),
        value: row.count,
        variant: 'filled' as const,
        color: `color-mix(in srgb, var(--cw-${row.key === 'others' ? 'none' : toneOfRow(facet, row.value)}) 24%, transparent)`,
      }))}
      renderBar={({ name }, bar) => {
        const row = byName.get(name);
        return row === undefined ? (
          bar
        ) : (
          <RowLink key={name} row={row} name={name}>
            {bar}
          </RowLink>
        );
      }}
    />
  );
}

/** How many of the fleet say yes, no, or nothing. */
function Share({ facets, facet }: { facets: DeviceFacets; facet: (typeof COMPLIANCE)[number] }) {
  const { t, i18n } = useTranslation();
  const rows = [true, false, null].flatMap((value) =>
    fleetRows(facets, facet).filter((row) => row.value === value && row.key !== 'others'),
  );
  const nameOf = ({ value }: FleetRow): string =>
    value === null ? t('home.fleet.unknown') : t(`home.fleet.facts.${facet}.${value ? 'yes' : 'no'}`);
  return (
    <div className={classes.compliance}>
      <Progress.Root size={8} radius={4} aria-hidden="true">
        {rows.map((row) => (
          <Progress.Section
            key={row.key}
            withAria={false}
            value={(row.count / facets.total) * 100}
            color={`var(--cw-${toneOfRow(facet, row.value)})`}
          />
        ))}
      </Progress.Root>
      <ul className={classes.inlineLegend} aria-label={t(`home.fleet.facts.${facet}.name`)}>
        {rows.map((row) => (
          <li key={row.key}>
            <RowLink row={row} name={nameOf(row)}>
              <span className={classes.swatch} style={{ background: `var(--cw-${toneOfRow(facet, row.value)})` }} />
              {nameOf(row)} <strong className="tabular">{number(row.count, i18n.language)}</strong>
            </RowLink>
          </li>
        ))}
      </ul>
    </div>
  );
}

function RowLink({ row, name, children }: { row: FleetRow; name: string; children: React.ReactNode }) {
  const { t } = useTranslation();
  return (
    <Link to={row.to} className={classes.rowLink} title={t('home.fleet.rowLabel', { name, count: row.count })}>
      {children}
    </Link>
  );
}
