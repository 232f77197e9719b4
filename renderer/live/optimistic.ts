import { hashKey, type QueryClient } from '@tanstack/react-query';
import i18next from 'i18next';
import { tellFailure } from '../parts/notify.ts';
import { queryClient } from './client.ts';

/** A key that tells what its answer looks like, as `api.….queryKey()` gives it. */
type KeyOf<T> = readonly unknown[] & { readonly _type?: T };

type Wish = (before: unknown) => unknown;

/** One query with wishes the engine has not answered yet. */
interface Guessed {
  /** What the engine said last. */
  truth: unknown;
  /** What the window shows: the truth with every open wish carried out. */
  shown: unknown;
  readonly wishes: Set<Wish>;
  /** A reading was broken off for the guess, so the engine is asked again in the end. */
  interrupted: boolean;
}

const guessed = new WeakMap<QueryClient, Map<string, Guessed>>();

/**
 * Mutation options that show the outcome at once. The engine's answer replaces the guess; its refusal takes back this
 * one wish, leaves others that are still open, and is told.
 *
 * @param queryKey what is shown
 * @param guess what it will be; must not change what it is given
 * @param options.taken what the query holds from the mutation's answer; leave it out when the answer is that itself,
 *   and give null to ask the engine again instead
 * @param options.title says what was not done; the engine's reason stands below it
 */
export function optimistic<Shown, Input, Answer = Shown>(
  queryKey: KeyOf<Shown>,
  guess: (before: Shown, input: Input) => Shown,
  options: {
    readonly taken?: ((answer: Answer, input: Input) => Shown) | null;
    readonly title?: string;
    readonly client?: QueryClient;
  } = {},
) {
  const { client = queryClient, taken } = options;
  const hash = hashKey(queryKey);
  const all = guessed.get(client) ?? new Map<string, Guessed>();
  guessed.set(client, all);

  const show = (entry: Guessed): void => {
    client.setQueryData(
      queryKey,
      [...entry.wishes].reduce((before, wish) => wish(before), entry.truth),
    );
    // As it is kept: what did not change keeps its identity.
    entry.shown = client.getQueryData(queryKey);
  };
  /** One wish less: it came true as `outcome` says, or (without one) it did not. */
  const settle = (wish: Wish, outcome?: (truth: unknown) => unknown): void => {
    const entry = all.get(hash);
    if (entry === undefined) return;
    const now = client.getQueryData(queryKey);
    // Somebody else's news arrived meanwhile: that is what the engine said last.
    if (now !== entry.shown) entry.truth = now;
    if (outcome !== undefined) entry.truth = outcome(entry.truth);
    entry.wishes.delete(wish);
    show(entry);
    if (entry.wishes.size > 0) return;
    all.delete(hash);
    if (entry.interrupted || taken === null) void client.invalidateQueries({ queryKey, exact: true });
  };

  return {
    onMutate(input: Input) {
      const shown = client.getQueryData(queryKey);
      const wish: Wish = (before) => guess(before as Shown, input);
      if (shown === undefined) return { wish };
      const entry: Guessed = all.get(hash) ?? { truth: shown, shown, wishes: new Set(), interrupted: false };
      if (shown !== entry.shown) entry.truth = shown;
      all.set(hash, entry);
      entry.wishes.add(wish);
      // A reading that is under way knows nothing of the wish and would hide it for a moment.
      if (client.isFetching({ queryKey, exact: true }) > 0) {
        entry.interrupted = true;
        void client.cancelQueries({ queryKey, exact: true });
      }
      show(entry);
      return { wish };
    },
    onSuccess(answer: Answer, input: Input, context: { wish: Wish } | undefined) {
      const outcome = (truth: unknown): unknown => {
        if (taken === null) return guess(truth as Shown, input);
        return taken === undefined ? answer : taken(answer, input);
      };
      if (context !== undefined && all.has(hash)) settle(context.wish, outcome);
      else if (taken !== null) client.setQueryData(queryKey, outcome(undefined));
    },
    onError(error: unknown, _input: Input, context: { wish: Wish } | undefined) {
      if (context !== undefined) settle(context.wish);
      tellFailure(error, options.title ?? i18next.t('undo.rolledBack'));
    },
  };
}
