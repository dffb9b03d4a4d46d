import { compile } from '@inlang/paraglide-js';
import { textOptions } from './texts.ts';

// The build does this itself; types, lint and unit tests need the functions as well, also in a fresh checkout.
await compile(textOptions);
