/// <reference types="@sveltejs/kit" />
/**
 * Lets the pages start without a network: in a cellar, in a hall whose Wi-Fi has just gone, on a train.
 *
 * Kept are the page without anybody in it (`/offline`), the files that it names, and each hashed file once it has been
 * used. Never kept: a page with somebody's data in it, and anything of the API. What a person has typed is kept by the
 * page itself. Another build has another cache; the former one goes as soon as no page of it is open any more.
 */
import { version } from '$app/env';
import { self } from '$app/service-worker';
import { pageOrKept } from './page.ts';

const CACHE = `ratschlag-${version}`;
const PAGE = '/offline';
const HASHED = '/_app/immutable/';
/** So long a page may take before the kept one is shown in its place. */
const PATIENCE = 8_000;

self.addEventListener('install', (event) => event.waitUntil(keepPage()));
self.addEventListener('activate', (event) => event.waitUntil(forgetOthers()));
self.addEventListener('fetch', (event) => {
	const { request } = event;
	const url = new URL(request.url);
	if (request.method !== 'GET' || url.origin !== self.location.origin) return;
	if (url.pathname.startsWith(HASHED)) event.respondWith(fileOf(request));
	else if (request.mode === 'navigate' && !url.pathname.startsWith('/api/')) event.respondWith(pageOrKept(fetch(request), () => caches.match(PAGE, { cacheName: CACHE }), PATIENCE));
});

/** The page and what it needs; the browser has these files already, so this costs one small request. */
async function keepPage(): Promise<void> {
	const cache = await caches.open(CACHE);
	const page = await fetch(PAGE, { cache: 'no-cache', credentials: 'omit' });
	if (!page.ok) throw new Error(`The page to be kept answers ${page.status}.`);
	const files = (await page.clone().text()).matchAll(/"(\/_app\/immutable\/[^"]+)"/g);
	await cache.addAll([...new Set([...files].map(([, file]) => file ?? ''))]);
	await cache.put(PAGE, page);
}

async function forgetOthers(): Promise<void> {
	for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
}

/** These names change with their content: what is there is right. */
async function fileOf(request: Request): Promise<Response> {
	const cache = await caches.open(CACHE);
	const kept = await cache.match(request.url);
	if (kept) return kept;
	const answer = await fetch(request);
	if (answer.status === 200) await cache.put(request.url, answer.clone());
	return answer;
}
