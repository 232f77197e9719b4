import type { Random } from '../random.ts';
import type { HttpRequest } from '../wire/http.ts';
import type { Undelivered } from './session.ts';
import type { Temperament } from './wiring.ts';

/** A network that loses a result now and then. What was lost once gets through at the next try. */
export class BadNetwork {
  readonly #random: Random;
  readonly #temperament: Pick<Temperament, 'dropRate'>;
  #faulted: Undelivered | undefined;

  constructor(random: Random, temperament: Pick<Temperament, 'dropRate'>) {
    this.#random = random;
    this.#temperament = temperament;
  }

  /** The fault to play with this result, if any. */
  fault(result: Undelivered | undefined): HttpRequest['fault'] {
    const spared = this.#faulted === result;
    this.#faulted = result;
    if (!spared && result?.faultOnce) return result.faultOnce;
    if (spared || !this.#random.chance(this.#temperament.dropRate)) return undefined;
    return this.#random.chance(0.6) ? 'cut-body' : 'hang-up';
  }
}
