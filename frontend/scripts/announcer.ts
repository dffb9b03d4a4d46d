import type { Plugin } from 'vite';

const STYLE = /\n\t*style="position: absolute;[^"]*"/;

/**
 * Kit's announcer hides itself with a style attribute, which `style-src 'self'` forbids: it would be seen, and each
 * page would report a violation. The same look comes from base.scss (`#svelte-announcer`).
 */
export function announcerWithoutStyle(): Plugin {
	let found = false;
	return {
		name: 'announcer-without-style',
		enforce: 'pre',
		transform(code, id) {
			if (!/kit\/src\/runtime\/components\/root\.svelte$/.test(id)) return null;
			if (!STYLE.test(code)) this.error('The announcer of kit has changed; see scripts/announcer.ts.');
			found = true;
			return { code: code.replace(STYLE, ''), map: null };
		},
		buildEnd(error) {
			if (!error && !found) this.error('The announcer of kit was not met; see scripts/announcer.ts.');
		}
	};
}
