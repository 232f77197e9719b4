import { exposeBridge } from './shell/bridge.ts';

exposeBridge();
