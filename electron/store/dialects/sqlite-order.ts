/*
 * What lists order names by, whoever writes the names: `natural_order` is a function of this program, see
 * `natural-order.ts`. The keys are kept beside the names, so that a file is read without it. Part of migration 9.
 */

const keys = `"nameOrder" = natural_order(new."name"), "modelOrder" = natural_order(new."modelName")`;
const put = `begin update "device" set ${keys} where "id" = new."id"; end`;

/** The statements of migration 9 that only SQLite understands; `device` has its new columns already. */
export const DERIVED_ORDER: readonly string[] = [
  `create trigger "deviceOrderNew" after insert on "device" ${put}`,
  `create trigger "deviceOrderChanged" after update of "name", "modelName" on "device"
    when old."name" is not new."name" or old."modelName" is not new."modelName" ${put}`,
  `update "device" set "nameOrder" = natural_order("name"), "modelOrder" = natural_order("modelName")`,
];
