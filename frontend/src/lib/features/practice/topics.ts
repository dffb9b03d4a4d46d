import type {
	ConflictTopic
} from '#lib/api/schema.gen.ts';
import { m } from '#lib/messages';

type Labels<Code extends string> = Readonly<Record<Code, () => string>>;

/* Every code of the API has its word here; a new code without one does not compile. */
export const topics: Labels<ConflictTopic> = {
	accommodation: m.practice_topic_accommodation,
	'accommodation.site': m.practice_topic_accommodation_site,
	'accommodation.living_together': m.practice_topic_accommodation_living_together,
	'accommodation.neighbourhood': m.practice_topic_accommodation_neighbourhood,
	public_space: m.practice_topic_public_space,
	'public_space.meeting_places': m.practice_topic_public_space_meeting_places,
	'public_space.noise': m.practice_topic_public_space_noise,
	'public_space.safety': m.practice_topic_public_space_safety,
	housing: m.practice_topic_housing,
	'housing.neighbours': m.practice_topic_housing_neighbours,
	'housing.allocation': m.practice_topic_housing_allocation,
	'housing.neglect': m.practice_topic_housing_neglect,
	school: m.practice_topic_school,
	'school.parents': m.practice_topic_school_parents,
	'school.pupils': m.practice_topic_school_pupils,
	'school.transitions': m.practice_topic_school_transitions,
	religion: m.practice_topic_religion,
	'religion.places_of_worship': m.practice_topic_religion_places_of_worship,
	'religion.burial': m.practice_topic_religion_burial,
	'religion.holidays': m.practice_topic_religion_holidays,
	administration: m.practice_topic_administration,
	'administration.counter': m.practice_topic_administration_counter,
	'administration.language': m.practice_topic_administration_language,
	'administration.complaints': m.practice_topic_administration_complaints,
	volunteering: m.practice_topic_volunteering,
	'volunteering.roles': m.practice_topic_volunteering_roles,
	'volunteering.overload': m.practice_topic_volunteering_overload,
	youth: m.practice_topic_youth,
	'youth.meeting_points': m.practice_topic_youth_meeting_points,
	'youth.groups': m.practice_topic_youth_groups,
	work: m.practice_topic_work,
	'work.workplace': m.practice_topic_work_workplace,
	'work.access': m.practice_topic_work_access,
	extremism: m.practice_topic_extremism,
	'extremism.hostility': m.practice_topic_extremism_hostility,
	'extremism.racism': m.practice_topic_extremism_racism,
	'extremism.campaigns': m.practice_topic_extremism_campaigns,
	resources: m.practice_topic_resources,
	'resources.funding': m.practice_topic_resources_funding,
	'resources.scarce_places': m.practice_topic_resources_scarce_places,
	planning: m.practice_topic_planning,
	'planning.participation': m.practice_topic_planning_participation,
	'planning.energy': m.practice_topic_planning_energy
};
