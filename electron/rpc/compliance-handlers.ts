import type {
  ComplianceExemption,
  ComplianceExplanation,
  ComplianceOverview,
  CompliancePreview,
  ComplianceRule,
  ComplianceSettings,
  ComplianceViolation,
  DeviceCompliance,
  DeviceSelection,
  NewComplianceExemption,
  NewComplianceRule,
  ViolationQuery,
} from '../../shared/contract/index.ts';
import type { Api } from './api.ts';

/** Compliance; the engine hands in that of `compliance/`. */
export interface ComplianceServices {
  compliance: {
    overview(days: number): ComplianceOverview;
    rules: {
      list(): ComplianceRule[];
      get(ruleId: string): ComplianceRule;
      create(rule: NewComplianceRule, actor: string): Promise<ComplianceRule>;
      update(ruleId: string, rule: NewComplianceRule, actor: string): Promise<ComplianceRule>;
      duplicate(ruleId: string, actor: string): Promise<ComplianceRule>;
      setActive(ruleId: string, active: boolean, actor: string): Promise<ComplianceRule>;
      remove(ruleId: string, actor: string): Promise<ComplianceRule>;
      preview(rule: Pick<NewComplianceRule, 'checks' | 'include' | 'exclude'>): CompliancePreview;
      explain(ruleId: string, deviceId: string): ComplianceExplanation;
    };
    violations: {
      list(query: ViolationQuery): { total: number; rows: ComplianceViolation[] };
    };
    ofDevice(deviceId: string): DeviceCompliance;
    exemptions: {
      list(): ComplianceExemption[];
      exempt(wanted: NewComplianceExemption, actor: string): Promise<{ made: number }>;
      remove(exemptionId: string, actor: string): Promise<ComplianceExemption>;
    };
    checkNow(devices: DeviceSelection | undefined, actor: string): Promise<{ devices: number; queued: number }>;
    settings(): ComplianceSettings;
    setSettings(settings: ComplianceSettings, actor: string): Promise<ComplianceSettings>;
  };
}

/** Handlers of compliance: each calls one service. */
export function complianceHandlers({ compliance: api }: Api, { compliance }: ComplianceServices) {
  return {
    overview: api.overview.handler(({ input }) => compliance.overview(input.days)),
    rules: api.rules.handler(() => compliance.rules.list()),
    rule: api.rule.handler(({ input }) => compliance.rules.get(input.ruleId)),
    createRule: api.createRule.handler(({ input, context }) => compliance.rules.create(input, context.actor.name)),
    updateRule: api.updateRule.handler(({ input, context }) =>
      compliance.rules.update(input.ruleId, input.rule, context.actor.name),
    ),
    duplicateRule: api.duplicateRule.handler(({ input, context }) =>
      compliance.rules.duplicate(input.ruleId, context.actor.name),
    ),
    setRuleActive: api.setRuleActive.handler(({ input, context }) =>
      compliance.rules.setActive(input.ruleId, input.active, context.actor.name),
    ),
    removeRule: api.removeRule.handler(({ input, context }) =>
      compliance.rules.remove(input.ruleId, context.actor.name),
    ),
    preview: api.preview.handler(({ input }) => compliance.rules.preview(input)),
    explain: api.explain.handler(({ input }) => compliance.rules.explain(input.ruleId, input.deviceId)),
    violations: api.violations.handler(({ input }) => compliance.violations.list(input)),
    ofDevice: api.ofDevice.handler(({ input }) => compliance.ofDevice(input.deviceId)),
    exemptions: api.exemptions.handler(() => compliance.exemptions.list()),
    exempt: api.exempt.handler(({ input, context }) => compliance.exemptions.exempt(input, context.actor.name)),
    removeExemption: api.removeExemption.handler(({ input, context }) =>
      compliance.exemptions.remove(input.exemptionId, context.actor.name),
    ),
    checkNow: api.checkNow.handler(({ input, context }) => compliance.checkNow(input.devices, context.actor.name)),
    settings: api.settings.handler(() => compliance.settings()),
    setSettings: api.setSettings.handler(({ input, context }) => compliance.setSettings(input, context.actor.name)),
  };
}
