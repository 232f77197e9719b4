import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { startLanguage } from './locales/language.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
await startLanguage();
createRoot(root).render(<App />);
