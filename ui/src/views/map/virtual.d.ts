declare module 'virtual:basemap' {
  const drawn: import('./basemap').Basemap;
  export default drawn;
}
