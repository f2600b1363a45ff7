/**
 * Runs in every page before anything is painted: applies the theme chosen in the settings, else leaves the system's.
 * Storage may be closed to us: then so too. The script policy names it by its hash.
 */
export const themeScript =
  "try{var t=localStorage.getItem('theme');if(t==='light'||t==='dark')document.documentElement.dataset.theme=t}catch{}"
