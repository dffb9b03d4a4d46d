import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import adapterStatic from '@sveltejs/adapter-static';
import type { Adapter } from '@sveltejs/kit';

interface Chunk {
	file: string;
	name?: string;
	imports?: string[];
	dynamicImports?: string[];
	css?: string[];
	assets?: string[];
}
type Bundle = Record<string, Chunk>;

/** The part of kit's server manifest that we read; `nodes` holds the used ones only, each knows its own number. */
interface KitManifest {
	nodes: (() => Promise<{ index: number }>)[];
	routes: { id: string; page: { layouts: (number | undefined)[]; errors: (number | undefined)[]; leaf: number } | null }[];
}

/** The cuts of running text and headings; the server asks for them behind the styles. */
const FIRST_FONTS = /fira-sans-latin-(400|600)-normal/;

/** Everything that one chunk needs, itself included, each file once and in the order of need. */
function filesOf(bundle: Bundle, name: string, seen = new Set<string>(), files = new Set<string>()): Set<string> {
	const chunk = bundle[name];
	if (!chunk || seen.has(name)) return files;
	seen.add(name);
	for (const file of chunk.css ?? []) files.add(file);
	for (const file of chunk.assets ?? []) if (FIRST_FONTS.test(file)) files.add(file);
	files.add(chunk.file);
	for (const imported of chunk.imports ?? []) filesOf(bundle, imported, seen, files);
	return files;
}

function nodeChunk(bundle: Bundle, index: number): string {
	const name = Object.keys(bundle).find((key) => key.endsWith(`/client-optimized/nodes/${index}.js`));
	if (!name) throw new Error(`The manifest of the build has no node ${index}.`);
	return name;
}

async function routeFiles(bundle: Bundle, app: KitManifest, start: Set<string>): Promise<Record<string, string[]>> {
	const map: Record<string, string[]> = {};
	for (const { id, page } of app.routes) {
		if (!page) continue;
		const files = new Set<string>();
		// Kit waits for the pages of errors too before it shows anything.
		for (const place of [...page.layouts, ...page.errors, page.leaf]) {
			const node = place === undefined ? undefined : await app.nodes[place]?.();
			if (!node) continue;
			for (const file of filesOf(bundle, nodeChunk(bundle, node.index))) files.add(`/${file}`);
		}
		map[id] = [...files].filter((file) => !start.has(file));
	}
	return map;
}

/** All that the pages of the hall need, also what they load later on: kept for the time without a network. */
function laterFiles(bundle: Bundle, routes: Record<string, string[]>): string[] {
	const hall = new Set(Object.entries(routes).flatMap(([id, files]) => (id.startsWith('/(live)/') ? files : [])));
	const open = Object.keys(bundle).filter((name) => hall.has(`/${bundle[name]?.file}`));
	const seen = new Set(open);
	const files = new Set<string>();
	for (const name of open) {
		for (const later of bundle[name]?.dynamicImports ?? []) {
			for (const file of filesOf(bundle, later)) files.add(`/${file}`);
			if (seen.has(later)) continue;
			seen.add(later);
			open.push(later, ...(bundle[later]?.imports ?? []).filter((one) => !seen.has(one)));
		}
	}
	return [...new Set([...hall, ...files])].filter((file) => !file.endsWith('.woff2'));
}

/** Raises when kit's start would evaluate the runtime before it has its base path and version. */
function checkStart(bundle: Bundle): void {
	const start = Object.keys(bundle).find((key) => key.endsWith('runtime/client/entry.js'));
	const runtime = Object.values(bundle).find(({ name }) => name === 'runtime');
	if (!start || !runtime) throw new Error('The manifest of the build lacks the start or the runtime.');
	if (filesOf(bundle, start).has(runtime.file)) throw new Error('The start imports the runtime; see scripts/chunks.ts.');
}

/** The policy sources of the scripts inside the page, in the words of a Content-Security-Policy. */
function scriptHashes(html: string): string[] {
	const scripts = html.matchAll(/<script(?![^>]*\bsrc=)(?![^>]*application\/json)[^>]*>([\s\S]*?)<\/script>/g);
	return [...scripts].map(([, code]) => `sha256-${createHash('sha256').update(code ?? '').digest('base64')}`);
}

/**
 * adapter-static, and beside its output what the server needs to hand the page out well:
 * `routes.json` (route id -> files beyond the start; `later`: what live pages load as they need it) and `shell.json` (policy hashes, files of the start).
 */
export function shellAdapter({ fallback }: { fallback: string }): Adapter {
	const inner = adapterStatic({ pages: 'build', assets: 'build', fallback, precompress: true });
	return {
		...inner,
		name: 'adapter-shell',
		async adapt(builder) {
			await inner.adapt(builder);
			const html = readFileSync(join('build', fallback), 'utf8');
			const start = new Set([...html.matchAll(/<link[^>]+href="([^"]+)"/g)].map(([, href]) => href ?? ''));
			const manifest = join(builder.getClientDirectory(), '.vite', 'manifest.json');
			const bundle = JSON.parse(readFileSync(manifest, 'utf8')) as Bundle;
			checkStart(bundle);
			const server = pathToFileURL(resolve(builder.getServerDirectory(), 'manifest-full.js')).href;
			const { manifest: app } = (await import(server)) as { manifest: KitManifest };
			const files = await routeFiles(bundle, app, start);
			const routes = { ...files, later: laterFiles(bundle, files) };
			writeFileSync('build/routes.json', JSON.stringify(routes, null, '\t') + '\n');
			const shell = { scripts: scriptHashes(html), start: [...start] };
			writeFileSync('build/shell.json', JSON.stringify(shell, null, '\t') + '\n');
		}
	};
}
