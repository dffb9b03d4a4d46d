import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PostView, RealAuthor } from '#lib/api/schema.gen.ts';
import LookUpDialog from './LookUpDialog.svelte';

let sent: [string, unknown][] = [];
let shown: Record<string, unknown>;

beforeEach(() => {
	sent = [];
	// jsdom draws no dialogs.
	HTMLDialogElement.prototype.showModal = function () {
		this.open = true;
	};
});

afterEach(async () => {
	await unmount(shown);
	vi.unstubAllGlobals();
});

function open(status: number, answer: unknown): void {
	vi.stubGlobal('fetch', async (url: string, { body }: RequestInit) => {
		sent.push([url, JSON.parse(String(body))]);
		return new Response(JSON.stringify(answer), { status, headers: { 'content-type': 'application/json' } });
	});
	shown = mount(LookUpDialog, { target: document.body, props: { post: { id: 102, number: 2 } as PostView, open: true } });
	flushSync();
}

async function look(reason: string): Promise<void> {
	const field = document.querySelector('input')!;
	field.value = reason;
	field.dispatchEvent(new Event('input', { bubbles: true }));
	document.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }));
	await vi.waitFor(() => expect(sent.length).toBe(1));
}

const text = (): string => document.body.textContent.replace(/\s+/g, ' ');

test.each<[RealAuthor, string]>([
	[{ name: 'Mira Kaya', municipality: { ags: '99001000', name: 'Musterstadt' } }, 'Diesen Beitrag hat geschrieben: Mira Kaya, Musterstadt'],
	[{ name: 'Mira Kaya', municipality: null }, 'Diesen Beitrag hat geschrieben: Mira Kaya'],
	[{ name: '', municipality: null }, 'Das Konto der Autorin oder des Autors ist gelöscht.']
])('%j is shown, with the word that the look was logged', async (author, expected) => {
	open(200, author);
	await look('Beleidigt eine Nachbarin');
	await vi.waitFor(() => expect(text()).toContain(expected));
	expect(sent).toEqual([['/api/v1/posts/102/author', { reason: 'Beleidigt eine Nachbarin' }]]);
	expect([text().includes('protokolliert.'), document.querySelector('form')]).toEqual([true, null]);
});

test('a refused reason stays in the form and nothing is shown', async () => {
	open(422, { code: 'forbidden', status: 422 });
	await look('x');
	await vi.waitFor(() => expect(document.querySelector('[aria-invalid="true"]')).not.toBeNull());
	expect([document.querySelector('input')!.value, text().includes('hat geschrieben')]).toEqual(['x', false]);
});
