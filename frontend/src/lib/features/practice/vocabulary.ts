import type {
	ConflictPhaseEnum,
	CostBandEnum,
	EvidenceLevelEnum,
	ExampleApproach,
	ExampleComponent,
	ExampleKind,
	ExampleOffer,
	ExamplePlaceRole,
	ExampleVisibility,
	LicenceEnum,
	PartyRole,
	PartyType,
	PracticeStatus,
	ScopeEnum,
	MunicipalitySize,
	TransferRating
} from '#lib/api/schema.gen.ts';
import { m } from '#lib/messages';

type Labels<Code extends string> = Readonly<Record<Code, () => string>>;

/* Every code of the API has its word here; a new code without one does not compile. */
export const kinds: Labels<ExampleKind> = {
	conflict_case: m.practice_kind_conflict_case,
	measure: m.practice_kind_measure,
	structure: m.practice_kind_structure,
	format: m.practice_kind_format,
	tool: m.practice_kind_tool,
	lesson_case: m.practice_kind_lesson_case
};

export const scopes: Labels<ScopeEnum> = {
	building: m.practice_scope_building,
	quarter: m.practice_scope_quarter,
	town_district: m.practice_scope_town_district,
	municipality: m.practice_scope_municipality,
	county: m.practice_scope_county,
	intermunicipal: m.practice_scope_intermunicipal
};

export const statuses: Labels<PracticeStatus> = {
	pilot: m.practice_status_pilot,
	running: m.practice_status_running,
	finished: m.practice_status_finished,
	institutionalised: m.practice_status_institutionalised,
	stopped: m.practice_status_stopped
};

export const approaches: Labels<ExampleApproach> = {
	prevention: m.practice_approach_prevention,
	early_warning: m.practice_approach_early_warning,
	mediation: m.practice_approach_mediation,
	facilitated_dialogue: m.practice_approach_facilitated_dialogue,
	conflict_consulting: m.practice_approach_conflict_consulting,
	participation: m.practice_approach_participation,
	training: m.practice_approach_training,
	building_structures: m.practice_approach_building_structures,
	crisis_management: m.practice_approach_crisis_management
};

export const components: Labels<ExampleComponent> = {
	contact_office: m.practice_component_contact_office,
	steering_group: m.practice_component_steering_group,
	conflict_guides: m.practice_component_conflict_guides,
	council_decision: m.practice_component_council_decision,
	procedure: m.practice_component_procedure,
	crisis_plan: m.practice_component_crisis_plan,
	training: m.practice_component_training,
	evaluation: m.practice_component_evaluation
};

export const phases: Labels<ConflictPhaseEnum> = {
	latent: m.practice_phase_latent,
	visible: m.practice_phase_visible,
	escalated: m.practice_phase_escalated,
	settled: m.practice_phase_settled,
	recurring: m.practice_phase_recurring
};

export const partyTypes: Labels<PartyType> = {
	residents: m.practice_party_residents,
	refugees: m.practice_party_refugees,
	young_people: m.practice_party_young_people,
	families: m.practice_party_families,
	tenants: m.practice_party_tenants,
	landlords: m.practice_party_landlords,
	traders: m.practice_party_traders,
	clubs: m.practice_party_clubs,
	religious_communities: m.practice_party_religious_communities,
	migrant_organisations: m.practice_party_migrant_organisations,
	volunteers: m.practice_party_volunteers,
	schools: m.practice_party_schools,
	social_services: m.practice_party_social_services,
	police: m.practice_party_police,
	administration: m.practice_party_administration,
	politics: m.practice_party_politics,
	media: m.practice_party_media
};

export const partyRoles: Labels<PartyRole> = {
	affected: m.practice_part_affected,
	complaining: m.practice_part_complaining,
	mediating: m.practice_part_mediating,
	deciding: m.practice_part_deciding,
	supporting: m.practice_part_supporting
};

export const evidences: Labels<EvidenceLevelEnum> = {
	experience: m.practice_evidence_experience,
	internal_evaluation: m.practice_evidence_internal_evaluation,
	external_evaluation: m.practice_evidence_external_evaluation,
	scientific_monitoring: m.practice_evidence_scientific_monitoring
};

export const transfers: Labels<TransferRating> = {
	direct: m.practice_transfer_direct,
	with_adaptation: m.practice_transfer_with_adaptation,
	inspiration: m.practice_transfer_inspiration
};

export const costs: Labels<CostBandEnum> = {
	none: m.practice_cost_none,
	under_1: m.practice_cost_under_1,
	'1_to_5': m.practice_cost_1_to_5,
	'5_to_20': m.practice_cost_5_to_20,
	'20_to_50': m.practice_cost_20_to_50,
	over_50: m.practice_cost_over_50,
	unknown: m.practice_cost_unknown
};

export const offers: Labels<ExampleOffer> = {
	answers_questions: m.practice_offer_answers_questions,
	shares_templates: m.practice_offer_shares_templates,
	receives_visits: m.practice_offer_receives_visits,
	gives_talks: m.practice_offer_gives_talks
};

export const licences: Labels<LicenceEnum> = {
	cc_by_4: m.practice_licence_cc_by_4,
	cc_by_sa_4: m.practice_licence_cc_by_sa_4,
	cc0: m.practice_licence_cc0
};

export const visibilities: Labels<ExampleVisibility> = {
	public: m.practice_visibility_public,
	network: m.practice_visibility_network
};

export const placeRoles: Labels<ExamplePlaceRole> = {
	lead: m.practice_role_lead,
	partner: m.practice_role_partner
};

export const sizes: Labels<MunicipalitySize> = {
	under_5: m.practice_size_under_5,
	'5_20': m.practice_size_5_20,
	'20_50': m.practice_size_20_50,
	'50_100': m.practice_size_50_100,
	'100_500': m.practice_size_100_500,
	over_500: m.practice_size_over_500
};
