import type { ReactNode } from 'react';

/** Our own drawings of the ways in. Decoration: what they show is also in words. */
const stroke = {
  fill: 'none',
  stroke: 'var(--cw-text-soft)',
  strokeWidth: 2,
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
} as const;
const accent = { ...stroke, stroke: 'var(--cw-accent)' } as const;
const solid = { fill: 'var(--cw-accent)', stroke: 'none' } as const;

function Picture({ children }: { children: ReactNode }) {
  return (
    <svg viewBox="0 0 160 104" width="160" height="104" aria-hidden="true">
      {children}
    </svg>
  );
}

/** The corners and some dots of a QR code, `size` wide. */
function Qr({ x, y, size }: { x: number; y: number; size: number }) {
  const unit = size / 7;
  const corner = (column: number, row: number): ReactNode => (
    <rect
      key={`${column}${row}`}
      x={x + column * unit}
      y={y + row * unit}
      width={unit * 2}
      height={unit * 2}
      {...accent}
      strokeWidth={1.6}
    />
  );
  const dots = [
    [3, 0],
    [3.2, 2.4],
    [0.4, 3.2],
    [5, 3.3],
    [3, 5.2],
    [5.6, 5.4],
    [4.4, 4.4],
  ] as const;
  return (
    <>
      {corner(0, 0)}
      {corner(5, 0)}
      {corner(0, 5)}
      {dots.map(([column, row]) => (
        <rect key={`${column}${row}`} x={x + column * unit} y={y + row * unit} width={unit} height={unit} {...solid} />
      ))}
    </>
  );
}

function Tablet({ x, y, children }: { x: number; y: number; children?: ReactNode }) {
  return (
    <>
      <rect x={x} y={y} width="44" height="60" rx="6" {...stroke} />
      <path d={`M${x + 18} ${y + 54.5}h8`} {...stroke} strokeWidth={1.5} />
      {children}
    </>
  );
}

const tick = (x: number, y: number): ReactNode => <path d={`m${x} ${y} 6 6 11-12`} {...accent} strokeWidth={3} />;

/** A tablet whose camera looks at a code on a screen. */
export function CameraDrawing() {
  return (
    <Picture>
      <rect x="12" y="14" width="70" height="54" rx="5" {...stroke} />
      <path d="M38 68v12M56 68v12M30 82h34" {...stroke} />
      <Qr x={33} y={27} size={28} />
      <path d="m112 40-26-8M112 56l-26 8" {...accent} strokeDasharray="2 5" strokeWidth={1.5} />
      <Tablet x={108} y={22}>
        <circle cx="130" cy="46" r="7" {...accent} />
      </Tablet>
    </Picture>
  );
}

/** A letter that becomes a page on a tablet. */
export function LinkDrawing() {
  return (
    <Picture>
      <rect x="12" y="30" width="62" height="44" rx="5" {...stroke} />
      <path d="m16 35 27 20 27-20" {...stroke} />
      <path d="M82 52h16m-6-6 6 6-6 6" {...accent} />
      <Tablet x={108} y={22}>
        <path d="M116 34h28M116 42h20" {...stroke} strokeWidth={1.5} />
        <rect x="116" y="52" width="28" height="9" rx="4" {...solid} />
      </Tablet>
    </Picture>
  );
}

/** Sheets of paper with a code each. */
export function PaperDrawing() {
  return (
    <Picture>
      <rect x="24" y="22" width="46" height="62" rx="3" {...stroke} transform="rotate(-8 47 53)" />
      <rect x="88" y="20" width="46" height="62" rx="3" {...stroke} transform="rotate(7 111 51)" />
      <rect x="54" y="14" width="52" height="72" rx="3" {...stroke} fill="var(--cw-card)" />
      <path d="M62 24h28" {...stroke} />
      <Qr x={65} y={33} size={30} />
      <path d="M62 72h36M62 79h24" {...stroke} strokeWidth={1.5} />
    </Picture>
  );
}

/** A profile that is handed over as a file. */
export function FileDrawing() {
  return (
    <Picture>
      <path d="M24 18h34l16 16v52a4 4 0 0 1-4 4H24a4 4 0 0 1-4-4V22a4 4 0 0 1 4-4z" {...stroke} />
      <path d="M58 18v16h16" {...stroke} />
      <circle cx="47" cy="60" r="11" {...accent} />
      <path d="M47 54v7l4 3" {...accent} />
      <path d="M82 56h16m-6-6 6 6-6 6" {...accent} />
      <Tablet x={108} y={22}>
        {tick(122, 47)}
      </Tablet>
    </Picture>
  );
}

/** Tablets on cables at a computer. */
export function CableDrawing() {
  return (
    <Picture>
      <rect x="14" y="16" width="62" height="42" rx="4" {...stroke} />
      <path d="M6 64h78l-5 7H11z" {...stroke} />
      <path d="M84 67h14q8 0 8-8V44q0-6 6-6" {...accent} />
      <path d="M98 67q10 0 10 8 0 6 8 6h22" {...accent} />
      <rect x="112" y="14" width="34" height="46" rx="5" {...stroke} fill="var(--cw-card)" />
      <rect x="120" y="68" width="34" height="30" rx="5" {...stroke} fill="var(--cw-card)" />
      <path d="m123 36 5 5 9-10" {...accent} strokeWidth={2.5} />
      <path d="M28 34h34M28 42h20" {...stroke} strokeWidth={1.5} />
    </Picture>
  );
}

/** A tablet that shows a seal, gets a key for it, and a tick. */
export function AirDrawing() {
  return (
    <Picture>
      <Tablet x={14} y={22}>
        <circle cx="36" cy="46" r="9" {...accent} />
        <path d="m32 54-2 9 6-3 6 3-2-9" {...accent} />
      </Tablet>
      <path d="M66 40h24m-6-5 6 5-6 5" {...accent} />
      <path d="M92 62H68m6-5-6 5 6 5" {...stroke} />
      <rect x="100" y="20" width="46" height="64" rx="5" {...stroke} />
      <path d="M100 42h46M100 62h46" {...stroke} strokeWidth={1.5} />
      <circle cx="112" cy="52" r="5" {...accent} />
      <path d="M117 52h14m-4 0v4" {...accent} />
      <path d="m110 73 4 4 7-8" {...accent} />
    </Picture>
  );
}

/** A phone that stays a person's own, with a part of it set aside for work. */
export function OwnDrawing() {
  return (
    <Picture>
      <circle cx="40" cy="36" r="12" {...stroke} />
      <path d="M18 80q0-22 22-22t22 22" {...stroke} />
      <rect x="92" y="14" width="46" height="78" rx="8" {...stroke} />
      <path d="M92 58h46" {...stroke} strokeDasharray="3 4" strokeWidth={1.5} />
      <path d="M115 28c-5-6-14 1 0 12 14-11 5-18 0-12z" {...stroke} strokeWidth={1.6} />
      <rect x="103" y="68" width="24" height="15" rx="3" {...accent} />
      <path d="M111 68v-4h8v4" {...accent} />
    </Picture>
  );
}

/** An account on a device that finds its server by itself. */
export function AccountDrawing() {
  return (
    <Picture>
      <Tablet x={14} y={22}>
        <circle cx="36" cy="38" r="6" {...stroke} />
        <path d="M26 56q0-10 10-10t10 10" {...stroke} />
        <rect x="22" y="62" width="28" height="8" rx="4" {...solid} />
      </Tablet>
      <path d="M66 52h24m-6-6 6 6-6 6" {...accent} />
      <circle cx="120" cy="52" r="24" {...stroke} />
      <circle cx="120" cy="52" r="8" {...accent} />
      <path d="M128 44v11q0 6 6 5 8-3 6-14" {...accent} />
    </Picture>
  );
}

/** The steps of a person who signs in, one picture each. */
export const ACCOUNT_STEPS = {
  settings: () => (
    <Picture>
      <Tablet x={58} y={20}>
        <path d="M66 32h28M66 42h28M66 52h20" {...stroke} strokeWidth={1.5} />
        <path d="M66 62h28" {...accent} />
      </Tablet>
    </Picture>
  ),
  account: () => (
    <Picture>
      <rect x="20" y="30" width="120" height="44" rx="8" {...stroke} />
      <circle cx="44" cy="52" r="8" {...accent} />
      <circle cx="44" cy="52" r="2.5" {...accent} />
      <path d="M52 48v7q0 4 4 3" {...accent} />
      <path d="M66 52h52" {...stroke} />
    </Picture>
  ),
  signIn: AccountDrawing,
  done: () => (
    <Picture>
      <Tablet x={58} y={20}>
        {tick(72, 46)}
      </Tablet>
      <path d="M24 36q8-8 16 0M20 29q12-12 24 0" {...accent} />
      <circle cx="32" cy="43" r="2.5" {...solid} />
    </Picture>
  ),
} as const;

/** The steps with Apple Configurator, one picture each. */
export const CONFIGURATOR_STEPS = {
  identity: () => (
    <Picture>
      <rect x="24" y="20" width="76" height="56" rx="5" {...stroke} />
      <path d="M36 34h40M36 43h28" {...stroke} strokeWidth={1.5} />
      <circle cx="80" cy="60" r="9" {...accent} />
      <path d="m76 68-2 14 6-4 6 4-2-14" {...accent} />
      <circle cx="124" cy="42" r="9" {...accent} />
      <path d="M124 51v30m0-8h9m-9 8h7" {...accent} />
    </Picture>
  ),
  wifi: () => (
    <Picture>
      <path d="M28 18h34l16 16v46a4 4 0 0 1-4 4H28a4 4 0 0 1-4-4V22a4 4 0 0 1 4-4z" {...stroke} />
      <path d="M62 18v16h16" {...stroke} />
      <path d="M36 54q15-14 30 0M42 61q9-8 18 0" {...accent} />
      <circle cx="51" cy="69" r="2.5" {...solid} />
      <path d="M86 52h16m-6-6 6 6-6 6" {...accent} />
      <Tablet x={110} y={22}>
        <path d="M121 49q11-11 22 0M126 55q6-6 12 0" {...accent} />
        <circle cx="132" cy="61" r="2" {...solid} />
      </Tablet>
    </Picture>
  ),
  arrive: () => (
    <Picture>
      <rect x="14" y="18" width="60" height="68" rx="4" {...stroke} />
      {[30, 46, 62].map((y) => (
        <path key={y} d={`M36 ${y + 4}h28`} {...stroke} strokeWidth={1.5} />
      ))}
      <path d="m20 33 4 4 7-8m-11 20 4 4 7-8" {...accent} />
      <circle cx="25" cy="67" r="4" {...stroke} strokeWidth={1.5} />
      <path d="M100 54H84m6-6-6 6 6 6" {...accent} />
      <Tablet x={108} y={24}>
        <path d="M116 44v14m4-14v14m3-14v14m5-14v14m3-14v14m5-14v14" {...stroke} strokeWidth={1.5} />
      </Tablet>
    </Picture>
  ),
  server: () => (
    <Picture>
      <rect x="20" y="16" width="120" height="72" rx="6" {...stroke} />
      <path d="M20 32h120" {...stroke} strokeWidth={1.5} />
      <rect x="34" y="44" width="92" height="14" rx="4" {...accent} />
      <path d="M41 51h48" {...accent} strokeWidth={1.5} />
      <path d="M118 70h10m-5-5v10" {...accent} />
      <circle cx="28" cy="24" r="2" {...stroke} strokeWidth={1.5} />
      <circle cx="36" cy="24" r="2" {...stroke} strokeWidth={1.5} />
    </Picture>
  ),
  connect: CableDrawing,
  prepare: () => (
    <Picture>
      <rect x="20" y="16" width="120" height="72" rx="6" {...stroke} />
      <path d="M20 32h120" {...stroke} strokeWidth={1.5} />
      <rect x="34" y="42" width="11" height="11" rx="2" {...accent} />
      <path d="m36 47 3 3 5-6" {...accent} />
      <path d="M53 48h52" {...stroke} strokeWidth={1.5} />
      <rect x="34" y="60" width="11" height="11" rx="2" {...stroke} />
      <path d="M53 66h40" {...stroke} strokeWidth={1.5} />
      <rect x="106" y="70" width="26" height="11" rx="5" {...solid} />
    </Picture>
  ),
  setup: () => (
    <Picture>
      <Tablet x={58} y={20}>
        {tick(72, 46)}
      </Tablet>
      <path d="M24 36q8-8 16 0M20 29q12-12 24 0" {...accent} />
      <circle cx="32" cy="43" r="2.5" {...solid} />
      <path d="M120 36v28m-8-8 8 8 8-8" {...accent} />
    </Picture>
  ),
} as const;
