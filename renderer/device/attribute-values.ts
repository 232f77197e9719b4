/** A day as a date field writes it, where the viewer is: `2026-03-14`. */
export function dateValue(at: number): string {
  const date = new Date(at);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The beginning of a day a date field holds; null when it is empty or unfinished. */
export function ofDateValue(text: string): number | null {
  const at = new Date(`${text}T00:00`).getTime();
  return Number.isNaN(at) ? null : at;
}
