import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { startFonts } from './app/fonts.ts';
import { readAhead } from './app/routes.tsx';
import { startLanguage } from './locales/language.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
await Promise.all([startLanguage(), startFonts()]);
createRoot(root).render(<App />);
readAhead();
