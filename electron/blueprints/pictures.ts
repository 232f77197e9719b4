import { type BlueprintPicture, LARGEST_PICTURE } from '../../shared/contract/blueprints.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import { pictureTypeOf } from '../../shared/picture-type.ts';
import type { Store, UnitOfWork } from '../store/index.ts';

/** How many pictures there are at most. */
const MOST_PICTURES = 500;
const MOST_RECENT = 4;

/** Wallpapers and pictures of blueprints. */
export class Pictures {
  readonly #store: Store;
  /** Those that were used last: every device of a run is given the same. They never change. */
  readonly #recent = new Map<string, Buffer>();

  constructor(store: Store) {
    this.#store = store;
  }

  list(): BlueprintPicture[] {
    return this.#store
      .all((db) =>
        db
          .selectFrom('blueprintPicture')
          .select(['id', 'name', 'contentType', 'size', 'addedAt', 'addedBy'])
          .orderBy('name')
          .orderBy('id'),
      )
      .map((row) => ({ ...row, contentType: row.contentType as BlueprintPicture['contentType'] }));
  }

  /** @throws CartwrightError `not-found` */
  get(id: string): { name: string; contentType: string; bytes: Buffer } {
    const row = this.#store.get((db) =>
      db.selectFrom('blueprintPicture').select(['name', 'contentType', 'bytes']).where('id', '=', id),
    );
    if (row === undefined) throw new CartwrightError('not-found', 'There is no such picture. Reload the list.');
    return { ...row, bytes: Buffer.from(row.bytes) };
  }

  /** The bytes of a picture; undefined when it is gone. */
  bytes(id: string): Buffer | undefined {
    const known = this.#recent.get(id);
    if (known !== undefined) return known;
    const row = this.#store.get((db) => db.selectFrom('blueprintPicture').select('bytes').where('id', '=', id));
    if (row === undefined) return undefined;
    const bytes = Buffer.from(row.bytes);
    if (this.#recent.size >= MOST_RECENT) this.#recent.clear();
    this.#recent.set(id, bytes);
    return bytes;
  }

  /** @throws CartwrightError `bad-request` for what is no PNG or JPEG, `too-large`, `too-many` */
  async add(name: string, bytes: Buffer, actor: string): Promise<BlueprintPicture> {
    const id = await this.#store.write((work) => {
      const made = this.addInUnit(work, name, bytes, actor);
      work.event({ type: 'blueprint.picture-added', actor, data: { pictureId: made, name } });
      return made;
    });
    return this.list().find((picture) => picture.id === id) ?? raise();
  }

  /** As {@link add}, inside a unit of work; says nothing. */
  addInUnit(work: UnitOfWork, name: string, bytes: Buffer, actor: string): string {
    const contentType = pictureTypeOf(bytes);
    if (contentType === undefined) throw new CartwrightError('bad-request', 'A picture is a PNG or a JPEG file.');
    if (bytes.length > LARGEST_PICTURE)
      throw new CartwrightError(
        'too-large',
        `A picture has ${LARGEST_PICTURE / 1_000_000} MB at most. Make it smaller.`,
      );
    const count = this.#store.get((db) =>
      db.selectFrom('blueprintPicture').select((e) => e.fn.countAll<number>().as('count')),
    );
    if ((count?.count ?? 0) >= MOST_PICTURES)
      throw new CartwrightError('too-many', `There are ${MOST_PICTURES} pictures, the most there can be.`);
    const id = newId(work.now);
    this.#store.run((db) =>
      db
        .insertInto('blueprintPicture')
        .values({ id, name, contentType, bytes, size: bytes.length, addedAt: work.now, addedBy: actor }),
    );
    return id;
  }

  /** @throws CartwrightError `conflict` while the newest version of a blueprint uses it */
  async remove(
    id: string,
    usedBy: (pictureId: string) => readonly string[],
    actor: string,
  ): Promise<{ removed: boolean }> {
    return this.#store.write((work) => {
      const users = usedBy(id);
      if (users.length > 0)
        throw new CartwrightError('conflict', `This picture is used by ${users.join(', ')}. Take it out there first.`);
      this.#recent.delete(id);
      const removed = this.#store.run((db) => db.deleteFrom('blueprintPicture').where('id', '=', id)) > 0;
      if (removed) work.event({ type: 'blueprint.picture-removed', actor, data: { pictureId: id } });
      return { removed };
    });
  }
}

function raise(): never {
  throw new CartwrightError('internal', 'The picture was not kept.');
}
