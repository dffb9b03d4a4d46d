/** What two people did to the same form: see `merge`. */
export interface Merged<T> {
	/** What the form shall hold now. */
	form: T;
	/** Fields that only the other one changed: their value is in the form. */
	taken: (keyof T)[];
	/** Fields that both changed: the own value stays in the form. */
	both: (keyof T)[];
}

/** What is kept of a form on this device: what it looked like at first, and what has been typed since. */
export interface Typed<T> {
	base: T;
	form: T;
}

function same(one: unknown, other: unknown): boolean {
	return JSON.stringify(one) === JSON.stringify(other);
}

/** Nothing that was typed is lost: fields that one has not touched follow the other person, the others keep the own text. */
export function merge<T extends object>({ base, form }: Typed<T>, now: T): Merged<T> {
	const merged: Merged<T> = { form: { ...form }, taken: [], both: [] };
	for (const key of Object.keys(now) as (keyof T)[]) {
		if (same(now[key], base[key]) || same(now[key], form[key])) continue;
		if (same(form[key], base[key])) {
			merged.form[key] = now[key];
			merged.taken.push(key);
		} else merged.both.push(key);
	}
	return merged;
}

/** A form that was kept by an earlier version of this page, or in part, is no form. */
function isWhole<T extends object>(typed: Partial<Typed<T>> | null, now: T): typed is Typed<T> {
	const { base, form } = typed ?? {};
	return base !== undefined && form !== undefined && Object.keys(now).every((key) => key in base && key in form);
}

/** The form to begin with: what was typed before and not sent, on top of what is stored now. */
export function begin<T extends object>(typed: Typed<T> | null, now: T): Merged<T> {
	return isWhole(typed, now) ? merge(typed, now) : { form: { ...now }, taken: [], both: [] };
}
