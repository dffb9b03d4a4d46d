import type { DocumentationShape } from '#lib/api/schema.gen.ts';
import { m } from '#lib/messages';
import { dateText, dateClockText, hourText } from '#lib/ui';

type Document = DocumentationShape['document'];

/** 07.12.2017, 10:00–11:30 Uhr */
export function sessionTime(session: { starts: string; ends: string }): string {
	const starts = new Date(session.starts);
	const ends = new Date(session.ends);
	return `${dateText(starts)}, ${m.congress_time({ from: hourText(starts), to: hourText(ends) })}`;
}

/** mindestens 200 */
export function peopleText(step: string): string {
	if (step.startsWith('<')) return m.documentation_people_fewer({ count: step.slice(1) });
	return m.documentation_people_least({ count: step.replace('+', '') });
}

const roles = { impulse: m.documentation_role_impulse, panel: m.documentation_role_panel, chair: m.documentation_role_chair, opening: m.documentation_role_opening, speaker: null };

/** The speakers, each in a line. */
export function speakerTexts(document: Document): string[] {
	return document.session.speakers.map((one) =>
		[one.name, one.function, roles[one.role]?.()].filter(Boolean).join(', ')
	);
}

/** The fact sheet, in its order. */
export function factsOf(document: Document) {
	const { congress, session, key } = document;
	const votes = document.questions.reduce((sum, question) => sum + question.score, 0);
	return [
		{ term: m.documentation_congress(), value: congress.title, href: `/kongresse/${congress.slug}` },
		{ term: m.documentation_time(), value: sessionTime(session) },
		{ term: m.documentation_place(), value: [session.room, congress.place].filter(Boolean).join(', ') },
		{ term: m.documentation_host(), value: congress.host },
		{ term: m.documentation_people(), value: peopleText(document.people) },
		{ term: m.documentation_questions(), value: String(document.questions.length) },
		{ term: m.documentation_votes_given(), value: String(votes) },
		{
			term: m.documentation_mode(),
			value: session.premoderation ? m.documentation_mode_checked() : m.documentation_mode_free()
		},
		{
			term: m.documentation_key(),
			value: key && m.documentation_key_destroyed({ moment: dateClockText(new Date(key.at)) })
		}
	];
}
