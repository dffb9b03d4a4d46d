import type { EditedRoom, EditedSession, Part, SessionKind } from '#lib/api/schema.gen.ts';
import { m } from '#lib/messages';
import { dayTitle } from '../when.ts';
import { kinds, roles } from '../words.ts';
import { daysAfter, fieldsOf, momentOf } from './berlin.ts';

/** A point of the programme as its form holds it. */
export interface PointForm {
	title: string;
	kind: string;
	day: string;
	from: string;
	to: string;
	room: string;
	abstract: string;
	parts: Part[];
}

/** The form for a point, or for a new one that begins when the last one of the day ends. */
export function formOf(session: EditedSession | null, day: string, sessions: readonly EditedSession[]): PointForm {
	if (!session) {
		const last = sessions.filter((row) => fieldsOf(row.ends).day === day).at(-1);
		return { title: '', kind: 'plenary', day, from: last ? fieldsOf(last.ends).time : '09:00', to: '', room: '', abstract: '', parts: [] };
	}
	const { day: begins, time } = fieldsOf(session.starts);
	return {
		title: session.title,
		kind: session.kind,
		day: begins,
		from: time,
		to: fieldsOf(session.ends).time,
		room: session.room === null ? '' : String(session.room),
		abstract: session.abstract,
		parts: session.parts.map((part) => ({ ...part }))
	};
}

/** Whether a point ends on the day after: at midnight, or an evening that goes on into the night. */
function intoTheNight({ from, to }: PointForm): boolean {
	return to === '00:00' || (from >= '18:00' && to <= '06:00');
}

/** What is sent. A point that ends at midnight or later ends on the next day. */
export function bodyOf(form: PointForm): Record<string, unknown> {
	const next = daysAfter(form.day, 1);
	return {
		title: form.title,
		kind: form.kind as SessionKind,
		starts: momentOf(form.day, form.from),
		ends: momentOf(intoTheNight(form) ? next : form.day, form.to),
		room: form.room ? Number(form.room) : null,
		abstract: form.abstract,
		parts: form.parts.filter((part) => part.name.trim())
	};
}

/** What the fields are called. */
export function fieldLabels(): Record<keyof PointForm, string> {
	return {
		title: m.congress_field_point_title(),
		kind: m.congress_field_kind(),
		day: m.congress_field_day(),
		from: m.congress_field_from(),
		to: m.congress_field_to(),
		room: m.congress_field_room(),
		abstract: m.congress_field_abstract(),
		parts: m.congress_speakers()
	};
}

/** How the value of a field reads. */
export function sayField(field: keyof PointForm, value: unknown, rooms: readonly EditedRoom[]): string {
	if (field === 'kind') return kinds[value as SessionKind]();
	if (field === 'day') return dayTitle(String(value));
	if (field === 'room') return rooms.find(({ id }) => String(id) === value)?.name ?? m.congress_no_room();
	if (field === 'parts') return (value as Part[]).map((part) => [part.name, roles[part.role](), part.topic].filter(Boolean).join(', ')).join('; ');
	return String(value);
}
