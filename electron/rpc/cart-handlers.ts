import type {
  ActionCheck,
  Cart,
  CartAction,
  CartDetail,
  CartFile,
  CartPicture,
  CartPlace,
  CartRun,
  CsvFile,
  Exam,
  ExamApp,
  FieldValues,
  Loan,
  LoanQuery,
  NewCart,
  NewExam,
  NewPerson,
  NewPersonAttribute,
  PeopleImport,
  PeopleImportInput,
  Person,
  PersonAttribute,
  PersonPage,
  PersonQuery,
  PersonSearch,
  Scanned,
  SweepResult,
} from '../../shared/contract/index.ts';
import type { Api } from './api.ts';

type Place = { cartId: string; cart: string; slot: number };

/** Carts, exams, people and what they have; the engine hands in those of `carts/` and `directory/`. */
export interface CartServices {
  carts: {
    list(): Cart[];
    get(cartId: string): CartDetail;
    create(cart: NewCart, actor: string): Promise<CartDetail>;
    update(cartId: string, cart: NewCart, actor: string): Promise<CartDetail>;
    remove(cartId: string, actor: string): Promise<{ cart: CartDetail }>;
    picture(pictureId: string): CartPicture;
    changePicture(cartId: string, bytes: Buffer | null, actor: string): Promise<{ former: CartPicture | null }>;
    arrange(places: readonly CartPlace[], take: boolean, actor: string): Promise<{ former: CartPlace[] }>;
    find(code: string): Scanned;
    ofDevice(deviceId: string): { place: Place | null };
    readFile(cartId: string, text: string): CartFile;
    export(cartId: string): CsvFile;
    sweep(cartId: string, sinceAt: number): SweepResult;
    recordSweep(
      cartId: string,
      input: { sinceAt: number; scans: readonly { slot: number; deviceId: string }[] },
      actor: string,
    ): Promise<SweepResult>;
    sweeps(cartId: string): SweepResult[];
  };
  cartRuns: {
    check(cartId: string, slots: readonly number[] | null, action: CartAction): ActionCheck;
    act(
      cartId: string,
      input: { slots: readonly number[] | null; action: CartAction; window: { from: string; to: string } | null },
      actor: string,
    ): Promise<CartRun>;
    list(cartId: string, limit: number): CartRun[];
    cancel(runId: string, actor: string): Promise<CartRun>;
  };
  exams: {
    list(cartId?: string): Exam[];
    running(): {
      id: string;
      name: string;
      cartId: string;
      cart: string;
      appName: string;
      endsAt: number;
      on: number;
      meant: number;
    }[];
    create(exam: NewExam, actor: string): Promise<Exam>;
    update(examId: string, exam: NewExam, actor: string): Promise<Exam>;
    remove(examId: string, actor: string): Promise<Exam>;
    start(
      exam: Pick<NewExam, 'cartId' | 'name' | 'appId' | 'appName' | 'slots'> & { minutes: number },
      actor: string,
    ): Promise<Exam>;
    extend(examId: string, minutes: number, actor: string): Promise<Exam>;
    release(examIds: readonly string[] | undefined, actor: string): Promise<{ released: number; devices: number }>;
    apps(cartId: string): ExamApp[];
  };
  people: {
    readonly attributes: {
      list(): PersonAttribute[];
      create(input: NewPersonAttribute, actor: string): Promise<PersonAttribute>;
      update(
        attributeId: string,
        changes: { name?: string | undefined; description?: string | undefined; choices?: string[] | undefined },
        actor: string,
      ): Promise<PersonAttribute>;
      remove(attributeId: string, actor: string): Promise<PersonAttribute>;
    };
    list(query: PersonQuery): PersonPage;
    get(personId: string): Person;
    create(input: NewPerson, actor: string): Promise<Person>;
    update(personId: string, input: NewPerson, actor: string): Promise<Person>;
    remove(personId: string, actor: string): Promise<Person>;
    previewImport(input: PeopleImportInput): PeopleImport;
    import(input: PeopleImportInput, actor: string): Promise<PeopleImport>;
    export(query: PersonSearch): CsvFile;
    values(field: string): FieldValues;
  };
  loans: {
    list(query: LoanQuery): { total: number; overdue: number; rows: Loan[] };
    checkOut(
      input: { deviceIds: readonly string[]; personId: string; dueAt: number | null; note: string },
      actor: string,
    ): Promise<Loan[]>;
    checkIn(input: { deviceIds: readonly string[]; note: string }, actor: string): Promise<Loan[]>;
    setDue(loanId: string, dueAt: number | null, actor: string): Promise<Loan>;
    takeBack(loanIds: readonly string[], actor: string): Promise<{ changed: number }>;
  };
}

/** Handlers of carts and exams: each calls one service. */
export function cartHandlers(api: Api, { carts, cartRuns, exams }: CartServices) {
  return {
    carts: {
      list: api.carts.list.handler(() => carts.list()),
      get: api.carts.get.handler(({ input }) => carts.get(input.cartId)),
      create: api.carts.create.handler(({ input, context }) => carts.create(input, context.actor.name)),
      update: api.carts.update.handler(({ input, context }) =>
        carts.update(input.cartId, input.cart, context.actor.name),
      ),
      remove: api.carts.remove.handler(({ input, context }) => carts.remove(input.cartId, context.actor.name)),
      picture: api.carts.picture.handler(({ input }) => carts.picture(input.pictureId)),
      changePicture: api.carts.changePicture.handler(({ input: { cartId, base64 }, context }) =>
        carts.changePicture(cartId, base64 === null ? null : Buffer.from(base64, 'base64'), context.actor.name),
      ),
      arrange: api.carts.arrange.handler(({ input, context }) =>
        carts.arrange(input.places, input.take, context.actor.name),
      ),
      find: api.carts.find.handler(({ input }) => carts.find(input.code)),
      ofDevice: api.carts.ofDevice.handler(({ input }) => carts.ofDevice(input.deviceId)),
      readFile: api.carts.readFile.handler(({ input }) => carts.readFile(input.cartId, input.text)),
      export: api.carts.export.handler(({ input }) => carts.export(input.cartId)),
      checkAction: api.carts.checkAction.handler(({ input }) =>
        cartRuns.check(input.cartId, input.slots, input.action),
      ),
      act: api.carts.act.handler(({ input: { cartId, ...input }, context }) =>
        cartRuns.act(cartId, input, context.actor.name),
      ),
      runs: api.carts.runs.handler(({ input }) => cartRuns.list(input.cartId, input.limit)),
      cancelRun: api.carts.cancelRun.handler(({ input, context }) => cartRuns.cancel(input.runId, context.actor.name)),
      sweep: api.carts.sweep.handler(({ input }) => carts.sweep(input.cartId, input.sinceAt)),
      recordSweep: api.carts.recordSweep.handler(({ input: { cartId, ...input }, context }) =>
        carts.recordSweep(cartId, input, context.actor.name),
      ),
      sweeps: api.carts.sweeps.handler(({ input }) => carts.sweeps(input.cartId)),
    },
    exams: {
      list: api.exams.list.handler(({ input }) => exams.list(input.cartId)),
      running: api.exams.running.handler(() => exams.running()),
      create: api.exams.create.handler(({ input, context }) => exams.create(input, context.actor.name)),
      update: api.exams.update.handler(({ input, context }) =>
        exams.update(input.examId, input.exam, context.actor.name),
      ),
      remove: api.exams.remove.handler(({ input, context }) => exams.remove(input.examId, context.actor.name)),
      start: api.exams.start.handler(({ input, context }) => exams.start(input, context.actor.name)),
      extend: api.exams.extend.handler(({ input, context }) =>
        exams.extend(input.examId, input.minutes, context.actor.name),
      ),
      release: api.exams.release.handler(({ input, context }) => exams.release(input.examIds, context.actor.name)),
      apps: api.exams.apps.handler(({ input }) => exams.apps(input.cartId)),
    },
  };
}

/** Handlers of people and of what they have: each calls one service. */
export function peopleHandlers(api: Api, { people, loans }: CartServices) {
  return {
    people: {
      list: api.people.list.handler(({ input }) => people.list(input)),
      get: api.people.get.handler(({ input }) => people.get(input.personId)),
      values: api.people.values.handler(({ input }) => people.values(input.field)),
      create: api.people.create.handler(({ input, context }) => people.create(input, context.actor.name)),
      update: api.people.update.handler(({ input, context }) =>
        people.update(input.personId, input.person, context.actor.name),
      ),
      remove: api.people.remove.handler(({ input, context }) => people.remove(input.personId, context.actor.name)),
      previewImport: api.people.previewImport.handler(({ input }) => people.previewImport(input)),
      import: api.people.import.handler(({ input, context }) => people.import(input, context.actor.name)),
      export: api.people.export.handler(({ input }) => people.export(input)),
      attributes: api.people.attributes.handler(() => people.attributes.list()),
      createAttribute: api.people.createAttribute.handler(({ input, context }) =>
        people.attributes.create(input, context.actor.name),
      ),
      updateAttribute: api.people.updateAttribute.handler(({ input: { attributeId, ...changes }, context }) =>
        people.attributes.update(attributeId, changes, context.actor.name),
      ),
      removeAttribute: api.people.removeAttribute.handler(({ input, context }) =>
        people.attributes.remove(input.attributeId, context.actor.name),
      ),
    },
    loans: {
      list: api.loans.list.handler(({ input }) => loans.list(input)),
      checkOut: api.loans.checkOut.handler(({ input, context }) => loans.checkOut(input, context.actor.name)),
      checkIn: api.loans.checkIn.handler(({ input, context }) => loans.checkIn(input, context.actor.name)),
      setDue: api.loans.setDue.handler(({ input, context }) =>
        loans.setDue(input.loanId, input.dueAt, context.actor.name),
      ),
      takeBack: api.loans.takeBack.handler(({ input, context }) => loans.takeBack(input.loanIds, context.actor.name)),
    },
  };
}
