import { paraglideVitePlugin } from '@inlang/paraglide-js';
import type { Plugin } from 'vite';

/** Compiles `messages/` to functions; German is the base, the choice is kept on the device and not in a cookie. */
export function texts(): Plugin {
	return paraglideVitePlugin({
		project: './project.inlang',
		outdir: './src/lib/paraglide',
		strategy: ['localStorage', 'baseLocale'],
		localStorageKey: 'ratschlag-locale',
		isServer: 'import.meta.env.SSR',
		emitReadme: false,
		emitPrettierIgnore: false
	}) as Plugin;
}
