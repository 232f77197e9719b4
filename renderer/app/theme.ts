import {
  Alert,
  Badge,
  Button,
  Checkbox,
  createTheme,
  DEFAULT_THEME,
  Drawer,
  Input,
  type MantineColorsTuple,
  Menu,
  Modal,
  Tooltip,
} from '@mantine/core';
import { FONTS, MONOSPACE } from './fonts.ts';

/** The one theme: 13 px base, 4 px grid, 8 px radius, one accent. Colours of surfaces are in surfaces.css. */
export const theme = createTheme({
  fontFamily: FONTS,
  fontFamilyMonospace: MONOSPACE,
  fontSizes: { xs: '12px', sm: '13px', md: '13px', lg: '14px', xl: '18px' },
  lineHeights: { xs: '1.45', sm: '1.45', md: '1.45', lg: '1.45', xl: '1.4' },
  headings: {
    fontFamily: FONTS,
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '18px', lineHeight: '24px' },
      h2: { fontSize: '14px', lineHeight: '20px' },
      h3: { fontSize: '13px', lineHeight: '20px' },
    },
  },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  defaultRadius: 'md',
  primaryColor: 'indigo',
  primaryShade: 7,
  // White on the library's own red is too faint to read.
  colors: { red: DEFAULT_THEME.colors.red.with(7, '#cf2f2f') as unknown as MantineColorsTuple },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // Its own colour on its tint is too faint to read; the tint alone says what kind it is.
    Alert: Alert.extend({ styles: { title: { color: 'var(--cw-text)' } } }),
    Button: Button.extend({
      defaultProps: { size: 'sm' },
      vars: (_theme, { size }) => ({
        root: String(size).startsWith('compact')
          ? { '--button-height': '26px', '--button-fz': '12px', '--button-padding-x': '8px' }
          : { '--button-height': '32px', '--button-fz': '13px', '--button-padding-x': '12px' },
      }),
    }),
    Checkbox: Checkbox.extend({ defaultProps: { radius: 'xs' } }),
    Input: Input.extend({
      vars: () => ({ wrapper: { '--input-height': '32px', '--input-fz': '13px' } }),
    }),
    // The placeholder is a focusable element that is no menu item.
    Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false } }),
    // A dialog's head is no landmark of the page.
    Drawer: Drawer.extend({ defaultProps: { attributes: { header: { role: 'presentation' } } } }),
    Modal: Modal.extend({
      defaultProps: {
        attributes: { header: { role: 'presentation' } },
        transitionProps: { duration: 120 },
        padding: 'lg',
      },
      styles: { title: { fontSize: 14, fontWeight: 600 } },
    }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 300, fz: 'xs', withArrow: false } }),
    Badge: Badge.extend({ defaultProps: { tt: 'none', fw: 500 } }),
  },
});
