export { default as DirectoryPage } from './DirectoryPage.svelte';
export { default as MunicipalityPage } from './MunicipalityPage.svelte';
export { default as NrwMap } from './NrwMap.svelte';
export type { MapPoint } from './points.ts';
