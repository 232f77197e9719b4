const made = new Map<string, Intl.NumberFormat>();

/** Formatters are slow to make and asked for by every row. */
function formatter(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${options.unit ?? options.style ?? ''} ${options.unitDisplay ?? ''} ${options.maximumFractionDigits ?? ''}`;
  const known = made.get(key) ?? new Intl.NumberFormat(locale, options);
  made.set(key, known);
  return known;
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** A number of bytes in the largest unit that keeps it above one, as Apple counts (powers of ten): “1.2 GB”. */
export function bytes(count: number, locale: string): string {
  let value = count;
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return formatter(locale, {
    style: 'unit',
    unit: UNITS[unit],
    unitDisplay: unit === 0 ? 'long' : 'short',
    maximumFractionDigits: value < 10 && unit > 0 ? 1 : 0,
  }).format(value);
}

/** Gigabytes as a device counts them: “12.4 GB”. */
export function gigabytes(count: number, locale: string): string {
  return formatter(locale, {
    style: 'unit',
    unit: 'gigabyte',
    maximumFractionDigits: count < 10 ? 1 : 0,
  }).format(count);
}

/** 0 to 1 as “83%”. */
export function percent(fraction: number, locale: string): string {
  return formatter(locale, { style: 'percent' }).format(fraction);
}

export function number(count: number, locale: string): string {
  return formatter(locale, {}).format(count);
}
