export { default as CongressListPage } from './CongressListPage.svelte';
export { default as CongressPage } from './CongressPage.svelte';
export { default as NextCongress } from './NextCongress.svelte';
