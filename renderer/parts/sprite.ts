/** Marks the one element that holds the pictures drawn so far. */
const ID = 'pictures';

/**
 * Puts pictures into the page once, so that each place that shows one only refers to it. They are inline rather than
 * images because they take the colours of the theme and of a device's state.
 *
 * @param group goes before each name
 * @param files SVG sources by name, as in `resources/`
 * @returns what to refer to, by name
 */
export function addPictures<Name extends string>(
  group: string,
  files: Readonly<Record<Name, string>>,
): Record<Name, string> {
  const names = Object.keys(files) as Name[];
  const symbols = names.map((name) =>
    files[name]
      .replace(/<svg xmlns="[^"]+"/, `<symbol id="${group}-${name}"`)
      .replace('</svg>', '</symbol>')
      .trim(),
  );
  const holder = document.getElementById(ID) ?? document.createElement('div');
  holder.id = ID;
  holder.hidden = true;
  holder.insertAdjacentHTML('beforeend', `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>`);
  document.body.append(holder);
  return Object.fromEntries(names.map((name) => [name, `#${group}-${name}`])) as Record<Name, string>;
}
