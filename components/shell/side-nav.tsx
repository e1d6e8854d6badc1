import type { NavGroup } from "./nav.ts";
import { NavLink } from "./nav-link.tsx";

/** The navigation itself; stands at the left of the console, and in the sheet on a phone. */
export function SideNav({ groups }: { groups: readonly NavGroup[] }) {
  const hrefs = groups.flatMap(({ items }) => items.map(({ href }) => href));
  return (
    <nav aria-label="Console" className="space-y-4">
      {groups.map((group) => (
        <div key={group.label ?? group.items[0]?.href}>
          {group.label && <p className="px-2 pb-1 text-faint text-xs">{group.label}</p>}
          <ul className="space-y-px">
            {group.items.map((item) => (
              <li key={item.href}>
                <NavLink href={item.href} hrefs={hrefs}>
                  {item.icon}
                  <span className="min-w-0 flex-1 truncate">{item.label}</span>
                  {item.aside}
                </NavLink>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
