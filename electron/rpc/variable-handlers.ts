import type { Variable, VariableUsage, VariableValue } from '../../shared/contract/index.ts';
import type { PersonVariable } from '../../shared/variables/index.ts';
import type { Api } from './api.ts';
import type { Actor } from './services.ts';

/** What is asked about variables; see the contract for what each does. */
export interface VariableServices {
  variables: {
    list(): Variable[];
    /** @throws CartwrightError `not-found`, as the following */
    forDevice(deviceId: string): VariableValue[];
    usage(name: string): VariableUsage;
    setSource(name: PersonVariable, attributeId: string | null, actor: Actor): Promise<Variable>;
  };
}

/** Handlers about variables. */
export function variableHandlers(api: Api, { variables }: VariableServices) {
  return {
    list: api.variables.list.handler(() => variables.list()),
    forDevice: api.variables.forDevice.handler(({ input }) => variables.forDevice(input.deviceId)),
    usage: api.variables.usage.handler(({ input }) => variables.usage(input.name)),
    setSource: api.variables.setSource.handler(({ input, context }) =>
      variables.setSource(input.name, input.attributeId, context.actor),
    ),
  };
}
