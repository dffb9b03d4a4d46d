import { expect, test } from 'vitest';
import { displaced, HeldOrder } from './held-order.svelte.ts';

const rows = (ids: string): { id: string }[] => [...ids].map((id) => ({ id }));
const ids = (shown: readonly { id: string }[]): string => shown.map(({ id }) => id).join('');

test('while somebody is there no row changes its place, what goes leaves no gap and what comes stands at the end', () => {
	const order = new HeldOrder();
	order.among(rows('abcd'));
	order.held = true;
	expect(ids(order.among(rows('dxcab')))).toBe('abcdx');
	expect(ids(order.among(rows('yxda')))).toBe('adxy');
	expect(displaced(rows('adxy'), rows('yxda'))).toBe(4);
});

test('the true order comes when it is asked for, and is held from then on', () => {
	const order = new HeldOrder();
	order.among(rows('abc'));
	order.held = true;
	order.arrange();
	expect(ids(order.among(rows('cab')))).toBe('cab');
	expect(ids(order.among(rows('bca')))).toBe('cab');
});

test('the true order comes by itself when nobody is there', () => {
	const order = new HeldOrder();
	order.among(rows('abc'));
	order.held = true;
	order.held = false;
	expect(ids(order.among(rows('cab')))).toBe('cab');
});
