#!/usr/bin/env node
import { existsSync } from 'node:fs';

// A checkout runs its sources. The package carries them compiled, since Node strips no types below node_modules.
const source = new URL('./signalbox.ts', import.meta.url);
await import(existsSync(source) ? source.href : '../dist/bin/signalbox.js');
