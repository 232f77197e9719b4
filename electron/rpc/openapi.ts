import { isContractProcedure } from '@orpc/contract';
import { OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { asksForReason } from '../../shared/contract/access.ts';
import { contract } from '../../shared/contract/index.ts';
import { MOST_OF_A_REASON, REASON_HEADER } from '../../shared/contract/stated-reason.ts';

/** The OpenAPI 3.1 document of the REST interface, made from the contract. */
export async function openApiDocument(version: string): Promise<object> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const document = await generator.generate(contract, {
    info: {
      title: 'Cartwright',
      version,
      description: 'Everything the console can do, for scripts. Send an API token: `Authorization: Bearer cwt_…`.',
    },
    servers: [{ url: '/api/v1' }],
    security: [{ token: [] }],
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  });
  for (const { path, method } of reasoned(contract)) {
    const operation = document.paths?.[path]?.[method];
    if (operation !== undefined) operation.parameters = [...(operation.parameters ?? []), REASON];
  }
  return document;
}

const REASON = {
  name: REASON_HEADER,
  in: 'header' as const,
  description: 'Why, for the event log; percent-encoded UTF-8. Needed where the organisation asks for reasons.',
  schema: { type: 'string' as const, maxLength: MOST_OF_A_REASON },
};

const METHODS = { PUT: 'put', POST: 'post', PATCH: 'patch', DELETE: 'delete' } as const;

/** The operations that an organisation may ask a reason for. */
function reasoned(part: object): Array<{ path: string; method: (typeof METHODS)[keyof typeof METHODS] }> {
  return Object.values(part).flatMap((item: unknown) => {
    if (!isContractProcedure(item)) return typeof item === 'object' && item !== null ? reasoned(item) : [];
    const { path, method } = item['~orpc'].route;
    const known = METHODS[method as keyof typeof METHODS];
    return path === undefined || known === undefined || !asksForReason(item) ? [] : [{ path, method: known }];
  });
}
