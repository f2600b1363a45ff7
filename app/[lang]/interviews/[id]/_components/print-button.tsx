'use client'
// The browser prints, or keeps a PDF: what is folded on the screen is open on paper.

export function PrintButton({ label }: { readonly label: string }) {
  return <button type="button" className="button quiet" onClick={() => { window.print() }}>{label}</button>
}
