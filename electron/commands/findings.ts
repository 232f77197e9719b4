import type { Finding as CatalogueFinding } from '../../shared/catalogue/index.ts';
import type { Finding } from '../../shared/contract/common.ts';

/** The contract's form of what the catalogue found: `Settings[0].Image` becomes `['Settings', 0, 'Image']`. */
export function contractFinding({ code, severity, path, message }: CatalogueFinding): Finding {
  const steps = path.match(/[^.[\]]+|\[\d+\]/g) ?? [];
  return {
    code,
    severity,
    path: steps.map((step) => (step.startsWith('[') ? Number(step.slice(1, -1)) : step)),
    message,
  };
}

/** A reason that concerns the device as a whole. */
export function refusal(code: string, message: string): Finding {
  return { code, severity: 'refuse', path: [], message };
}

/** Only what refuses. */
export function refusals(findings: readonly Finding[]): Finding[] {
  return findings.filter((finding) => finding.severity === 'refuse');
}
