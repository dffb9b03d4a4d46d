/** The order with one entry moved by so many places; at an end it stays. */
export function shifted(order: readonly string[], id: string, by: number): string[] {
	const from = order.indexOf(id);
	const to = from + by;
	if (from < 0 || to < 0 || to >= order.length) return [...order];
	const rest = order.filter((one) => one !== id);
	return [...rest.slice(0, to), id, ...rest.slice(to)];
}

/** The order with an entry at the place of another, as when it is dropped there. */
export function droppedAt(order: readonly string[], id: string, target: string): string[] {
	return shifted(order, id, order.indexOf(target) - order.indexOf(id));
}
