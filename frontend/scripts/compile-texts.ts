import { compile } from '@inlang/paraglide-js';
import { textOptions } from './texts.ts';

// The build does this itself; types, lint and unit tests need the functions as well, also in a fresh checkout. One file
// per language is read sooner than one per text, which the build takes to leave out what a page does not use.
await compile({ ...textOptions, outputStructure: 'locale-modules' });
// The compiler's own database leaves timers behind that would keep this process alive for half a minute more.
process.exit();
