import type { CompiledQuery, Kysely } from 'kysely';
import type { PreparedStatement, StoreDialect } from './dialects/dialect.ts';
import type { Database } from './schema.ts';

/** Anything Kysely can compile; `R` is the shape of one row. */
export interface Compilable<R> {
  compile(): CompiledQuery<R>;
}

/** The named parameters of a statement while it is being built: each stands where its value will. */
export type Parameters<P> = { readonly [K in keyof P]-?: P[K] };

/** A query compiled and prepared once, run with named parameters. */
export interface Statement<P, R> {
  get(parameters: P): R | undefined;
  all(parameters: P): R[];
  /** Runs a change inside a unit of work; returns how many rows it touched. */
  run(parameters: P): number;
}

class Placeholder {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/**
 * Builds a statement the first time it is used, then only binds and runs it: Kysely costs nothing per request.
 * `build` sees `parameters.x` as a value of P's type; at run time it is a placeholder.
 */
export function prepareStatement<P, R>(
  dialect: StoreDialect,
  assertWriting: () => void,
  build: (db: Kysely<Database>, parameters: Parameters<P>) => Compilable<R>,
): Statement<P, R> {
  let prepared: PreparedStatement | undefined;
  let bindings: readonly unknown[] = [];
  let values: unknown[] = [];

  const bind = (parameters: P): PreparedStatement => {
    if (prepared === undefined) {
      const names = new Proxy({}, { get: (_target, name) => new Placeholder(String(name)) }) as Parameters<P>;
      const compiled = build(dialect.builder, names).compile();
      bindings = compiled.parameters;
      values = new Array(bindings.length);
      prepared = dialect.prepare(compiled);
    }
    for (let i = 0; i < bindings.length; i++) {
      const binding = bindings[i];
      values[i] = binding instanceof Placeholder ? parameters[binding.name as keyof P] : binding;
    }
    return prepared;
  };

  return {
    get: (parameters) => bind(parameters).get(values) as R | undefined,
    all: (parameters) => bind(parameters).all(values) as R[],
    run: (parameters) => {
      assertWriting();
      return bind(parameters).run(values);
    },
  };
}
