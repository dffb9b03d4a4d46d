export { default as CongressListPage } from './CongressListPage.svelte';
export { default as CongressPage } from './CongressPage.svelte';
export { default as EditCongressPage } from './EditCongressPage.svelte';
export { default as EntrancePage } from './entrance/EntrancePage.svelte';
export { default as NewCongressPage } from './NewCongressPage.svelte';
export { default as NextCongress } from './NextCongress.svelte';
export { default as RegisterPage } from './register/RegisterPage.svelte';
