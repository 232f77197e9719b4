import { AreaChart, DonutChart } from '@mantine/charts';
import '@mantine/charts/styles.css';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ComplianceOverview, ComplianceState } from '../../shared/contract/index.ts';
import { number, percent } from '../format/quantity.ts';
import { dateOnly } from '../format/time.ts';
import { devicesWith } from '../home/fleet-rows.ts';
import classes from './Compliance.module.css';
import { STATE_TONE } from './compliance-words.ts';

const STATES: readonly ComplianceState[] = ['compliant', 'grace', 'violating', 'exempt'];
const colourOf = (state: ComplianceState): string => `var(--cw-${STATE_TONE[state]})`;

/** A ring, and the same as a list that the keyboard and screen readers reach. */
export function Share({ overview }: { overview: ComplianceOverview }) {
  const { t, i18n } = useTranslation();
  const { managed } = overview;
  const share = managed === 0 ? '–' : percent(overview.compliant / managed, i18n.language);
  return (
    <div className={classes.now}>
      <div aria-hidden="true" className={classes.ring}>
        <DonutChart
          data={
            managed === 0
              ? [{ name: '', value: 1, color: 'var(--cw-hover)' }]
              : STATES.map((state) => ({ name: state, value: overview[state], color: colourOf(state) }))
          }
          size={128}
          thickness={18}
          strokeWidth={0}
          chartLabel={share}
          withTooltip={false}
          accessibilityLayer={false}
          pieProps={{ isAnimationActive: false, rootTabIndex: -1 }}
        />
      </div>
      <ul className={classes.legend}>
        {STATES.map((state) => (
          <li key={state}>
            <Link
              className={classes.legendLine}
              title={t(`compliance.stateMeans.${state}`)}
              to={devicesWith({ field: 'compliance', operator: 'is', value: state })}
            >
              <span className={classes.swatch} style={{ background: colourOf(state) }} />
              <span className={classes.name}>{t(`compliance.states.${state}`)}</span>
              <span className="tabular">{number(overview[state], i18n.language)}</span>
            </Link>
          </li>
        ))}
        <li className="visually-hidden">{t('compliance.overview.share', { share })}</li>
      </ul>
    </div>
  );
}

/** How many stood how on each day; the same as a table for those who do not see it. */
export function OverTime({ overview: { days } }: { overview: ComplianceOverview }) {
  const { t, i18n } = useTranslation();
  const label = (at: number): string =>
    new Intl.DateTimeFormat(i18n.language, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(at);
  if (days.length < 2) return <p className={classes.soft}>{t('compliance.overview.oneDay')}</p>;
  const shown = STATES.filter((state) => days.some((day) => day[state] > 0));
  return (
    <>
      <div aria-hidden="true">
        <AreaChart
          h={180}
          type="stacked"
          data={days.map(({ at, ...counts }) => ({ day: label(at), ...counts }))}
          dataKey="day"
          series={shown.map((name) => ({ name, color: colourOf(name), label: t(`compliance.states.${name}`) }))}
          curveType="monotone"
          withDots={false}
          gridAxis="y"
          fillOpacity={0.35}
          withGradient={false}
          valueFormatter={(value) => number(value, i18n.language)}
          areaChartProps={{ accessibilityLayer: false, margin: { top: 8 } }}
          areaProps={{ isAnimationActive: false }}
        />
      </div>
      <table className="visually-hidden">
        <caption>{t('compliance.overview.table')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('compliance.overview.day')}</th>
            {shown.map((state) => (
              <th key={state} scope="col">
                {t(`compliance.states.${state}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <tr key={day.at}>
              <th scope="row">{dateOnly(day.at, i18n.language)}</th>
              {shown.map((state) => (
                <td key={state}>{number(day[state], i18n.language)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
