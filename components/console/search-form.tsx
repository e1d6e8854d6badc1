import { Button } from "#components/ui/button.tsx";

/** A search that lives in the address; works before any script has loaded. */
export function SearchForm({ label, search = "" }: { label: string; search?: string | undefined }) {
  return (
    <search>
      <form className="mb-4 flex max-w-md gap-2">
        <input
          type="search"
          name="search"
          aria-label={label}
          placeholder={label}
          defaultValue={search}
          maxLength={100}
          className="h-8 min-w-0 flex-1 rounded-md border border-line-strong bg-surface px-2 text-sm"
        />
        <Button type="submit">Search</Button>
      </form>
    </search>
  );
}
