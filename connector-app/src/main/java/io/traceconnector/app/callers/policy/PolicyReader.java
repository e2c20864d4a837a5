package io.traceconnector.app.callers.policy;

import io.traceconnector.api.FieldRule.Effect;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.callers.SpaceKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a policy out of a file, or finds everything that is wrong with it. */
final class PolicyReader {

    /** Roles, row rules and column rules each. */
    private static final int MOST = 1000;

    private final Set<String> names = new HashSet<>();

    private PolicyReader() {}

    /** @throws PolicyException with every problem */
    static Policy read(Path file) {
        PlaceProblems problems = new PlaceProblems(file);
        Optional<Policy> policy = new PolicyText(problems)
                .read(file)
                .map(text -> new PolicyReader().policy(new Place("", text.root(), problems), text.revision()));
        if (!problems.found().isEmpty() || policy.isEmpty()) {
            throw new PolicyException(problems.found());
        }
        return policy.get();
    }

    private Policy policy(Place root, String revision) {
        Map<String, Place> members = root.members("version", "roles", "rows", "columns");
        root.required(members, "version")
                .ifPresent(version -> version.text()
                        .filter(text -> !text.equals("1"))
                        .ifPresent(other -> version.problem("must be 1, the only form that this connector knows")));
        Map<String, Role> roles = new HashMap<>();
        Optional.ofNullable(members.get("roles"))
                .map(Place::members)
                .orElse(Map.of())
                .forEach((name, place) -> roles.put(name, role(name, place)));
        List<RowRule> rows = new ArrayList<>();
        items(members.get("rows")).forEach(place -> row(place).ifPresent(rows::add));
        List<ColumnRule> columns = new ArrayList<>();
        items(members.get("columns")).forEach(place -> column(place).ifPresent(columns::add));
        if (roles.size() > MOST || rows.size() > MOST || columns.size() > MOST) {
            root.problem("has more than " + MOST + " roles, rows or columns");
        }
        return new Policy(Optional.of(revision), roles, rows, columns);
    }

    private static List<Place> items(@org.jspecify.annotations.Nullable Place list) {
        return list == null ? List.of() : list.items();
    }

    private Role role(String name, Place place) {
        if (name.startsWith(Role.RESERVED)) {
            place.problem("names that begin with " + Role.RESERVED + " are the connector's own; choose another");
        }
        Map<String, Place> members = place.members("allow", "spaces", "given-by");
        Set<String> allow = new HashSet<>();
        place.required(members, "allow")
                .ifPresent(list -> list.texts().forEach(action -> {
                    Actions.problem(action).ifPresent(problem -> list.problem(action + ": " + problem));
                    allow.add(action);
                }));
        return new Role(allow, spaces(members.get("spaces")), claims(members.get("given-by")));
    }

    private static Set<SpaceKind> spaces(@org.jspecify.annotations.Nullable Place where) {
        if (where == null) {
            return Set.of(SpaceKind.values());
        }
        Set<SpaceKind> spaces = new HashSet<>();
        where.texts().forEach(kind -> {
            switch (kind) {
                case "definitional" -> spaces.add(SpaceKind.DEFINITIONAL);
                case "operational" -> spaces.add(SpaceKind.OPERATIONAL);
                default -> where.problem(kind + ": must be definitional or operational");
            }
        });
        return spaces;
    }

    private List<When.HasClaim> claims(@org.jspecify.annotations.Nullable Place list) {
        List<When.HasClaim> claims = new ArrayList<>();
        items(list)
                .forEach(place -> when(place).ifPresent(when -> {
                    if (when instanceof When.HasClaim claim) {
                        claims.add(claim);
                    } else {
                        place.problem("must name a claim; a role gives no other role");
                    }
                }));
        return claims;
    }

    private Optional<RowRule> row(Place place) {
        Map<String, Place> members = place.members("name", "entity", "when", "filter");
        String name = name(place, members);
        Optional<Optional<WorkflowId>> entity =
                place.required(members, "entity").flatMap(this::entity);
        Optional<Place> when = Optional.ofNullable(members.get("when"));
        Optional<When> about = when.isEmpty() ? Optional.of(new When.Everybody()) : when.flatMap(this::when);
        Optional<Filter> filter = place.required(members, "filter").flatMap(this::filter);
        return entity.isEmpty() || about.isEmpty() || filter.isEmpty()
                ? Optional.empty()
                : Optional.of(new RowRule(name, entity.get(), about.get(), filter.get()));
    }

    private Optional<ColumnRule> column(Place place) {
        Map<String, Place> members = place.members("name", "entity", "field", "mask", "unless");
        String name = name(place, members);
        Optional<Optional<WorkflowId>> entity =
                place.required(members, "entity").flatMap(this::entity);
        Optional<String> field = place.required(members, "field").flatMap(this::field);
        Optional<Effect> effect = place.required(members, "mask").flatMap(this::effect);
        List<When> unless = items(members.get("unless")).stream()
                .flatMap(exception -> when(exception).stream())
                .toList();
        return entity.isEmpty() || field.isEmpty() || effect.isEmpty()
                ? Optional.empty()
                : Optional.of(new ColumnRule(name, entity.get(), field.get(), effect.get(), unless));
    }

    private String name(Place place, Map<String, Place> members) {
        Optional<Place> given = Optional.ofNullable(members.get("name"));
        String name = given.flatMap(Place::text).orElse(place.name());
        if (!names.add(name)) {
            given.orElse(place).problem("another rule has this name");
        }
        if (name.length() > 64) {
            given.orElse(place).problem("must have at most 64 characters");
        }
        return name;
    }

    private Optional<Optional<WorkflowId>> entity(Place place) {
        return place.text().flatMap(text -> {
            if (text.length() > 64 || text.isBlank()) {
                place.problem("must be the row id of a workflow, or \"*\"");
                return Optional.empty();
            }
            return Optional.of(text.equals("*") ? Optional.empty() : Optional.of(new WorkflowId(text)));
        });
    }

    private Optional<When> when(Place place) {
        Map<String, Place> members = place.members("role", "claim", "is");
        Optional<Place> role = Optional.ofNullable(members.get("role"));
        Optional<Place> claim = Optional.ofNullable(members.get("claim"));
        Optional<Place> is = Optional.ofNullable(members.get("is"));
        if (role.isPresent() == claim.isPresent()) {
            place.problem("must name either a role or a claim");
            return Optional.empty();
        }
        if (role.isPresent()) {
            is.ifPresent(values -> values.problem("goes with claim only"));
            return role.map(names -> new When.HasRole(Set.copyOf(names.texts())));
        }
        return claim.flatMap(Place::text)
                .map(name -> new When.HasClaim(
                        name, is.map(values -> Set.copyOf(values.texts())).orElse(Set.of())));
    }

    private Optional<Filter> filter(Place place) {
        try {
            Optional<String> text = place.text();
            return text.isEmpty() ? Optional.empty() : Optional.of(FilterParser.parse(text.get()));
        } catch (FilterException e) {
            place.problem(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<String> field(Place place) {
        return place.text().filter(field -> {
            boolean ofLinks = field.equals("link") || field.startsWith("link.");
            if (ofLinks) {
                place.problem(
                        "what is not data cannot be hidden, because Trace shows it in clear; limit who sees the link by a rule in"
                                + " rows. Data below a member called link is named data.link.…");
            }
            return !ofLinks;
        });
    }

    private Optional<Effect> effect(Place place) {
        return place.text().flatMap(text -> switch (text) {
            case "deny", "mask", "hash" -> Optional.of(Effect.valueOf(text.toUpperCase(Locale.ROOT)));
            default -> {
                place.problem("must be deny, mask or hash");
                yield Optional.empty();
            }
        });
    }
}
