import { type CompilerOptions } from '@inlang/paraglide-js';

/** Compiles `messages/` to functions; German is the base, the choice is kept on the device and not in a cookie. */
export const textOptions: CompilerOptions = {
	project: './project.inlang',
	outdir: './src/lib/paraglide',
	strategy: ['localStorage', 'baseLocale'],
	localStorageKey: 'ratschlag-locale',
	isServer: 'import.meta.env.SSR',
	emitReadme: false,
	emitPrettierIgnore: false
};
