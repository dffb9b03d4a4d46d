import type { CongressEditing, EditedSession } from '#lib/api/schema.gen.ts';
import { m } from '#lib/messages';
import { dateClockText } from '#lib/ui';
import { fieldOf, momentOfField } from './berlin.ts';

/** The rules of registering as their form holds them; `places` by the id of the workshop. */
export interface Rules {
	registration: string;
	capacity: string;
	opens: string;
	closes: string;
	places: Record<string, string>;
}

function textOf(number: number | null): string {
	return number === null ? '' : String(number);
}

export function rulesOf(data: CongressEditing): Rules {
	const workshops = data.sessions.filter(({ kind }) => kind === 'workshop');
	return {
		registration: data.registration,
		capacity: textOf(data.capacity),
		opens: fieldOf(data.opens),
		closes: fieldOf(data.closes),
		places: Object.fromEntries(workshops.map((row) => [row.id, textOf(row.capacity)]))
	};
}

/** A whole number, none for an empty field; anything else is sent as it is and refused there. */
export function numberOf(text: string): number | string | null {
	const typed = text.trim();
	if (typed === '') return null;
	return /^\d+$/.test(typed) ? Number(typed) : typed;
}

/** The places of the workshops as they are sent. */
export function placesOf(places: Record<string, string>, workshops: readonly EditedSession[]): { id: number; capacity: number | string | null }[] {
	return workshops.map(({ id }) => ({ id, capacity: numberOf(places[id] ?? '') }));
}

/** How a rule reads. */
export function sayRule(field: keyof Rules, value: unknown): string {
	if (field === 'registration') {
		const words: Record<string, () => string> = { nobody: m.congress_rules_nobody, members: m.congress_rules_members, everybody: m.congress_rules_everybody };
		return words[String(value)]?.() ?? '';
	}
	if (field === 'places') return Object.values(value as Record<string, string>).filter(Boolean).join(', ');
	if (field === 'capacity') return String(value);
	const moment = momentOfField(String(value));
	return moment ? dateClockText(new Date(moment)) : '';
}
