/** Our own drawings for pages that have nothing yet. Decoration only. */
const stroke = {
  fill: 'none',
  stroke: 'var(--cw-text-soft)',
  strokeWidth: 2,
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
} as const;

/** A cart with empty slots. */
export function CartDrawing() {
  return (
    <svg width="144" height="104" viewBox="0 0 144 104" aria-hidden="true">
      <path d="M16 20h12l14 56h70" {...stroke} />
      <rect x="46" y="18" width="18" height="46" rx="4" {...stroke} strokeDasharray="3 5" />
      <rect x="72" y="12" width="18" height="52" rx="4" {...stroke} strokeDasharray="3 5" />
      <rect x="98" y="18" width="18" height="46" rx="4" {...stroke} strokeDasharray="3 5" />
      <circle cx="54" cy="88" r="7" {...stroke} stroke="var(--cw-accent)" />
      <circle cx="104" cy="88" r="7" {...stroke} stroke="var(--cw-accent)" />
    </svg>
  );
}

/** A magnifier over nothing. */
export function NothingFoundDrawing() {
  return (
    <svg width="112" height="88" viewBox="0 0 112 88" aria-hidden="true">
      <path d="M14 24h52M14 42h34M14 60h42" {...stroke} strokeDasharray="3 6" />
      <circle cx="70" cy="40" r="20" {...stroke} stroke="var(--cw-accent)" />
      <path d="m85 55 14 15" {...stroke} stroke="var(--cw-accent)" />
    </svg>
  );
}

/** An invitation with a link in it. */
export function InvitationDrawing() {
  return (
    <svg width="128" height="92" viewBox="0 0 128 92" aria-hidden="true">
      <rect x="20" y="20" width="88" height="58" rx="8" {...stroke} />
      <path d="m24 28 40 28 40-28" {...stroke} />
      <path d="M58 12h12" {...stroke} stroke="var(--cw-accent)" />
      <path d="M64 6v12" {...stroke} stroke="var(--cw-accent)" />
    </svg>
  );
}
