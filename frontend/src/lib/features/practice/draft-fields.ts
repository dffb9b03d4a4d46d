import { m } from '#lib/messages';
import type { Name } from './draft-values.ts';
import { approaches, components, costs, evidences, kinds, licences, offers, phases, scopes, statuses, visibilities } from './vocabulary.ts';

type Words = Readonly<Record<string, () => string>>;
type Control = 'text' | 'mail' | 'area' | 'month' | 'number' | 'select' | 'choices' | 'lines' | 'topics' | 'steps' | 'parties' | 'links' | 'places' | 'flag';

export interface DraftFieldForm {
	name: Name;
	control: Control;
	max?: number;
	words?: Words;
	/** Must have a value: no empty choice is offered. */
	fixed?: boolean;
	/** Only for conflict cases. */
	conflict?: boolean;
}

interface Step {
	title: () => string;
	fields: readonly DraftFieldForm[];
}

/** The guided path: what is needed to submit stands in steps 1, 2 and 5; the rest can follow. */
export const draftSteps: readonly Step[] = [
	{
		title: m.practice_step_1,
		fields: [
			{ name: 'title', control: 'text', max: 120 },
			{ name: 'teaser', control: 'area', max: 280 },
			{ name: 'kind', control: 'select', words: kinds },
			{ name: 'municipalities', control: 'places' },
			{ name: 'scope', control: 'select', words: scopes },
			{ name: 'practice_status', control: 'select', words: statuses },
			{ name: 'start_month', control: 'month' },
			{ name: 'end_month', control: 'month' },
			{ name: 'conflict_topics', control: 'topics' },
			{ name: 'approaches', control: 'choices', words: approaches }
		]
	},
	{
		title: m.practice_step_2,
		fields: [
			{ name: 'context', control: 'area', max: 1500 },
			{ name: 'conflict_phase', control: 'select', words: phases, conflict: true },
			{ name: 'parties', control: 'parties', conflict: true },
			{ name: 'goals', control: 'area', max: 800 },
			{ name: 'kms_components', control: 'choices', words: components }
		]
	},
	{
		title: m.practice_step_3,
		fields: [
			{ name: 'procedure', control: 'steps' },
			{ name: 'results', control: 'area', max: 1500 },
			{ name: 'results_expected', control: 'month' },
			{ name: 'evidence_level', control: 'select', words: evidences },
			{ name: 'obstacles', control: 'lines' },
			{ name: 'dos', control: 'lines' },
			{ name: 'donts', control: 'lines' }
		]
	},
	{
		title: m.practice_step_4,
		fields: [
			{ name: 'preconditions', control: 'lines' },
			{ name: 'minimal_version', control: 'area', max: 500 },
			{ name: 'not_transferable_if', control: 'area', max: 500 },
			{ name: 'cost_band', control: 'select', words: costs },
			{ name: 'staff_hours', control: 'number', max: 2000 },
			{ name: 'staff_role', control: 'text', max: 120 },
			{ name: 'funding', control: 'lines' }
		]
	},
	{
		title: m.practice_step_5,
		fields: [
			{ name: 'contact_role', control: 'text', max: 120 },
			{ name: 'contact_mailbox', control: 'mail', max: 254 },
			{ name: 'contact_person', control: 'text', max: 100 },
			{ name: 'contact_person_consent', control: 'flag' },
			{ name: 'offers', control: 'choices', words: offers },
			{ name: 'links', control: 'links' },
			{ name: 'visibility', control: 'select', words: visibilities, fixed: true },
			{ name: 'licence', control: 'select', words: licences, fixed: true }
		]
	}
];

/** The number of the step (from 1) in which a field is asked for. */
export function stepOf(name: string): number {
	return draftSteps.findIndex(({ fields }) => fields.some((field) => field.name === name)) + 1 || 1;
}
