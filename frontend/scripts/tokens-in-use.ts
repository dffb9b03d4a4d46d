import { globSync, readFileSync } from 'node:fs';
import type { Declaration, Plugin } from 'postcss';

const KERN = 'node_modules/@kern-ux/native/src/scss/core';
const TOKEN = /--kern-[\w-]+/g;
const PART = /@kern-ux\/native\/src\/scss\/core\/([\w-]+)\/([\w-]+)/g;

function tokensOf(text: string): string[] {
	return text.match(TOKEN) ?? [];
}

/** Tokens named by our sources, and by the parts of KERN that they load. */
function namedTokens(): Set<string> {
	const sources = globSync('src/**/*.{svelte,scss,ts}').map((file) => readFileSync(file, 'utf8'));
	const parts = new Set([`${KERN}/global.scss`, `${KERN}/utilities/_mixins.scss`]);
	for (const source of sources) {
		for (const [, folder, name] of source.matchAll(PART)) parts.add(`${KERN}/${folder}/_${name}.scss`);
	}
	const texts = [...sources, ...[...parts].map((file) => readFileSync(file, 'utf8'))];
	return new Set(texts.flatMap(tokensOf));
}

/** Adds what the used tokens are themselves made of. */
function close(used: Set<string>, declarations: readonly Declaration[]): void {
	for (let before = -1; before !== used.size;) {
		before = used.size;
		for (const { prop, value } of declarations) {
			if (used.has(prop)) for (const token of tokensOf(value)) used.add(token);
		}
	}
}

/**
 * KERN declares some 700 tokens; a page uses a tenth of them. Leaves out of `base.scss` those that nothing names.
 * Decided from the sources and not from the finished bundle, so that the file's hash still stands for its content.
 */
export function tokensInUse(): Plugin {
	return {
		postcssPlugin: 'tokens-in-use',
		OnceExit(root) {
			if (!root.source?.input.file?.endsWith('/styles/base.scss')) return;
			const declarations: Declaration[] = [];
			root.walkDecls(/^--kern-/, (declaration) => void declarations.push(declaration));
			const used = namedTokens();
			close(used, declarations);
			for (const declaration of declarations) if (!used.has(declaration.prop)) declaration.remove();
			root.walkRules((rule) => void (rule.nodes.length === 0 && rule.remove()));
		}
	};
}
