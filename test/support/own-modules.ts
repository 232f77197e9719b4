import { vi } from 'vitest';

// Test files of one worker share its process, which spares starting one for each; none sees what another left behind.
vi.resetModules();
