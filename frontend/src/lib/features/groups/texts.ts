import { m } from '#lib/messages';

export const sizes: Readonly<Record<string, () => string>> = {
	under_5: m.groups_size_under_5,
	'5_20': m.groups_size_5_20,
	'20_50': m.groups_size_20_50,
	'50_100': m.groups_size_50_100,
	'100_500': m.groups_size_100_500,
	over_500: m.groups_size_over_500
};

export const functions: Readonly<Record<string, () => string>> = {
	leadership: m.groups_function_leadership,
	integration: m.groups_function_integration,
	social: m.groups_function_social,
	politics: m.groups_function_politics,
	civil: m.groups_function_civil,
	other: m.groups_function_other
};

/** The names of all groups; a documentation from elsewhere may have others. */
export const groupTexts: Readonly<Record<string, () => string>> = { ...sizes, ...functions, unsaid: m.groups_unsaid };

export function groupText(group: string): string {
	return (groupTexts[group] ?? m.groups_unsaid)();
}
